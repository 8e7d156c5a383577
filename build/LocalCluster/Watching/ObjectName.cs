using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Watching;

/// <summary>Which object of a kind; the namespace is empty for objects of the whole cluster.</summary>
internal readonly record struct ObjectName(string Namespace, string Name)
{
    public static ObjectName Of(JsonObject obj) => new(obj.NamespaceName(), obj.Name());

    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
