using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Schema;

namespace LocalCluster.Controllers.Namespaces;

/// <summary>Gives every namespace its default ServiceAccount and the certificate of the API server.</summary>
internal sealed class NamespaceController(ClusterView view, Func<string?> authority) : IController
{
    private const string Account = "default";
    private const string Certificate = "kube-root-ca.crt";

    public string Name => "namespace-controller";

    public IReadOnlyCollection<ResourceKind> Watches { get; } =
        [Kinds.Namespace, Kinds.ServiceAccount, Kinds.ConfigMap];

    public IEnumerable<ObjectName> Affected(Change change)
    {
        var obj = change.Object;
        if (change.Kind == Kinds.Namespace)
            return change.Type == ChangeType.Deleted ? [] : [ObjectName.Of(obj)];
        return change.Type == ChangeType.Deleted && obj.Name() is Account or Certificate
            ? [new ObjectName("", obj.NamespaceName())]
            : [];
    }

    public TimeSpan? Reconcile(ObjectName key)
    {
        if (view.Get(Kinds.Namespace, "", key.Name) is not { } ns || ns.IsBeingDeleted())
            return null;
        if (view.Get(Kinds.ServiceAccount, key.Name, Account) is null)
            Create(Kinds.ServiceAccount, key.Name, Account, []);
        if (view.Get(Kinds.ConfigMap, key.Name, Certificate) is null && authority() is { } certificate)
        {
            Create(Kinds.ConfigMap, key.Name, Certificate, new JsonObject
            {
                ["data"] = new JsonObject { ["ca.crt"] = certificate },
            });
        }
        return null;
    }

    private void Create(ResourceKind kind, string ns, string name, JsonObject content)
    {
        content["apiVersion"] = kind.ApiVersion;
        content["kind"] = kind.Kind;
        content["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns };
        try
        {
            view.Create(kind, content);
        }
        catch (ApiException e) when (e.Reason == "AlreadyExists")
        {
            view.Refresh(kind, ns, name);
        }
    }
}
