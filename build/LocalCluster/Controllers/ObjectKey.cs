using System.Text.Json.Nodes;

namespace LocalCluster.Controllers;

/// <summary>Which object of a kind; the namespace is empty for objects of the whole cluster.</summary>
internal readonly record struct ObjectKey(string Namespace, string Name)
{
    public static ObjectKey Of(JsonNode obj) => new(obj.Namespace(), obj.Name());

    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
