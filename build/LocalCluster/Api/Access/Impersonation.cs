using LocalCluster.Resources;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Access;

/// <summary>
/// Lets a user act as another one (<c>kubectl --as</c>, <c>--as-group</c>), where he may
/// <c>impersonate</c> that user, account and each of the groups.
/// </summary>
internal sealed class Impersonation(Authorizer authorizer)
{
    private const string Extra = "Impersonate-Extra-";

    /// <summary>Whom a request is from.</summary>
    /// <exception cref="ApiException">403: the user may not act as the other one. 500: groups without a
    /// user.</exception>
    public User Apply(HttpRequest request, User user)
    {
        var name = request.Headers["Impersonate-User"].ToString();
        string[] groups = [.. request.Headers["Impersonate-Group"].OfType<string>()];
        var uid = request.Headers["Impersonate-Uid"].ToString();
        var extras = request
            .Headers.Where(h => h.Key.StartsWith(Extra, StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (name.Length == 0)
        {
            return groups.Length == 0 && uid.Length == 0 && extras.Count == 0
                ? user
                : throw new ApiException(
                    500,
                    "InternalError",
                    "Internal Server Error: requested groups, uid or extras of another user "
                        + "without that user's name"
                );
        }
        var (ns, account) = User.AccountOf(name);
        Check(user, "", account is null ? "users" : "serviceaccounts", ns ?? "", account ?? name);
        foreach (var group in groups)
            Check(user, "", "groups", "", group);
        if (uid.Length > 0)
            Check(user, "authentication.k8s.io", "uids", "", uid);
        foreach (var (key, values) in extras)
        {
            foreach (var value in values)
            {
                Check(
                    user,
                    "authentication.k8s.io",
                    $"userextras/{key[Extra.Length..].ToLowerInvariant()}",
                    "",
                    value ?? ""
                );
            }
        }
        return User.Named(name, groups);
    }

    private void Check(User user, string group, string resource, string ns, string name) =>
        authorizer.Check(user, new AccessRequest("impersonate", group, resource, ns, name));
}
