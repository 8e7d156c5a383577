namespace LocalCluster.Api.Access;

/// <summary>Who makes a request.</summary>
/// <param name="Name">For example <c>system:serviceaccount:shop:deployer</c>.</param>
/// <param name="Groups">The groups that the user is in.</param>
internal sealed record User(string Name, IReadOnlyList<string> Groups)
{
    private const string AccountPrefix = "system:serviceaccount:";
    private const string Masters = "system:masters";
    private const string Everyone = "system:authenticated";
    private const string Anonymous = "system:anonymous";
    private const string Unauthenticated = "system:unauthenticated";

    /// <summary>The user of the cluster's own token, who may do everything.</summary>
    public static User Administrator { get; } = new("slipway-local", [Masters, Everyone]);

    /// <summary>Whether the user may do everything, whatever roles say.</summary>
    public bool IsMaster => Groups.Contains(Masters);

    /// <summary>The user that a ServiceAccount is.</summary>
    public static User Account(string ns, string name) =>
        new(
            $"{AccountPrefix}{ns}:{name}",
            ["system:serviceaccounts", $"system:serviceaccounts:{ns}", Everyone]
        );

    /// <summary>
    /// The user of an impersonated name; a ServiceAccount's name implies its groups.
    /// </summary>
    public static User Named(string name, IReadOnlyList<string> groups)
    {
        if (name == Anonymous && groups.Count == 0)
            return new User(name, [Unauthenticated]);
        return groups.Count == 0 && AccountOf(name) is ({ } ns, { } account)
            ? Account(ns, account)
            : new User(name, [.. groups, .. groups.Contains(Unauthenticated) ? [] : new[] { Everyone }]);
    }

    /// <summary>The ServiceAccount of a user name; nulls if it is not one.</summary>
    public static (string? Namespace, string? Name) AccountOf(string name) =>
        name.StartsWith(AccountPrefix, StringComparison.Ordinal)
        && name[AccountPrefix.Length..].Split(':') is [var ns, var account]
            ? (ns, account)
            : (null, null);
}
