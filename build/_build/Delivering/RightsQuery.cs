using System.Text.Json.Nodes;
using Slipway.Environments;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline.Access;
using Slipway.Targets.Workspaces;
using Slipway.Values;

namespace Slipway.Targets.Delivering;

/// <summary>Prints the Roles that all commands together need in an environment.</summary>
internal sealed class RightsQuery(
    Workspace workspace,
    EnvironmentSettings environment,
    Delivery delivery,
    string app
)
{
    /// <summary>As YAML, or as a List in JSON; both are what kubectl applies.</summary>
    /// <exception cref="KindsUnknownException">Only the cluster knows a kind, and it does not answer.</exception>
    public async Task ShowAsync()
    {
        var objects = await delivery.RenderAsync();
        var needs = new AccessNeeds(await KindsAsync(objects), app, environment.Namespace);
        var roles = DeployerRole.For(DeployerRights.Of(needs, objects), app, environment.Namespace);
        workspace.Results.Write(
            () =>
                [
                    $"# What Deploy, Canary, Promote, Rollback, Status, History and Destroy of {app} need in "
                        + $"{environment.Name}.",
                    $"# Namespaces must exist. Replacing immutable fields takes 'patch' on pods and replicasets too.",
                    .. roles.SelectMany((role, i) => i == 0 ? role.Yaml() : role.Yaml().Prepend("---")),
                ],
            () =>
                new JsonObject
                {
                    ["apiVersion"] = "v1",
                    ["kind"] = "List",
                    ["items"] = new JsonArray([
                        .. roles.Select(role => JsonNode.Parse(role.Manifest().ToString())),
                    ]),
                }
        );
    }

    // How custom resources are called in rules, and whether they live in namespaces, the cluster knows.
    private async Task<IReadOnlyList<ResourceKind>> KindsAsync(IReadOnlyList<KubeObject> objects)
    {
        var kinds = DeployerRights.KindsOf(objects);
        var unknown = new AccessNeeds(kinds, app, environment.Namespace).Unserved(objects).ToList();
        if (unknown.Count == 0)
            return kinds;
        try
        {
            using var cluster = await delivery.ConnectAsync();
            var served = await cluster.KindsAsync(workspace.Stop);
            var missing = new AccessNeeds(served, app, environment.Namespace).Unserved(objects).ToList();
            return missing.Count == 0 ? served : throw new KindsNotServedException(missing, cluster.Address);
        }
        catch (Refusal e) when (e is not KindsNotServedException)
        {
            throw new KindsUnknownException(unknown, e);
        }
    }
}

/// <summary>Custom resources, whose kinds only the cluster knows, and it cannot be asked.</summary>
internal sealed class KindsUnknownException(IReadOnlyList<KubeObject> objects, Refusal why)
    : Refusal(
        $"Only the cluster knows the kinds of {string.Join(", ", objects.Select(o => o.Display))}: {why.What}",
        why.Where,
        why.Next
    );
