using Slipway.Values;

namespace Slipway.Manifests;

/// <summary>Manifests name namespaces that the environment does not allow.</summary>
public sealed class ForeignNamespacesException : Refusal
{
    internal ForeignNamespacesException(
        IReadOnlyList<KubeObject> objects,
        IReadOnlyList<SourceFile> files,
        string overlay,
        string home
    )
        : base(
            string.Join('\n', objects.Select(obj => Sentence(obj, files, home))),
            overlay,
            "To keep them there, allow it in environment.yaml: "
                + $"'namespaces: [{string.Join(", ", objects.Select(NameOf).Distinct())}]'. "
                + $"To have them in '{home}', remove the namespace from the manifests."
        ) { }

    private static string Sentence(KubeObject obj, IReadOnlyList<SourceFile> files, string home)
    {
        var ns = NameOf(obj);
        var place = files.Select(file => file.NamespaceOf(obj)).FirstOrDefault(found => found is not null)
            // Kustomize's own transformer.
            ?? files.Select(file => file.PlaceOf("namespace", ns)).FirstOrDefault(found => found is not null);
        return (place is null ? "" : $"{place}: ")
            + $"{obj.Display} names the namespace '{ns}', but the environment's is '{home}'.";
    }

    private static string NameOf(KubeObject obj) =>
        obj.GroupKind is ("", "Namespace") ? obj.Name : obj.Namespace ?? "";
}
