using LocalCluster.Resources;
using LocalCluster.Schema;

namespace LocalCluster.Api.Access;

/// <summary>A request to access a resource.</summary>
/// <param name="Verb"><c>get</c>, <c>list</c>, <c>watch</c>, <c>create</c>, <c>update</c> …</param>
/// <param name="Group">The API group.</param>
/// <param name="Resource">The plural, with the subresource where there is one: <c>pods/log</c>.</param>
/// <param name="Namespace">Empty for all namespaces and for cluster-scoped resources.</param>
/// <param name="Name">Empty if the request is not for a single object.</param>
internal sealed record AccessRequest(
    string Verb,
    string Group,
    string Resource,
    string Namespace,
    string Name
)
{
    /// <summary>The refusal, in the API server's words.</summary>
    public ApiException Refusal(User user)
    {
        var plural = Resource.Split('/')[0];
        var qualified = Group.Length == 0 ? plural : $"{plural}.{Group}";
        var subject = Name.Length == 0 ? qualified : $"{qualified} \"{Name}\"";
        var place = Namespace.Length == 0 ? "at the cluster scope" : $"in the namespace \"{Namespace}\"";
        return new ApiException(
            403,
            "Forbidden",
            $"{subject} is forbidden: User \"{user.Name}\" cannot {Verb} resource \"{Resource}\" in API "
                + "group "
                + $"\"{Group}\" {place}",
            Refusals.Details(Group, plural, Name)
        );
    }
}
