using System.Text.Json.Nodes;
using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Manifests;

/// <summary>
/// Writes an image as it was written before, as long as name and digest are the same. The tag before a digest
/// decides nothing about what runs (OCI distribution-spec), but a pod template with another tag is another
/// template to Kubernetes, and its pods would restart for nothing. Pure.
/// </summary>
/// <param name="before">What may be in the cluster by our hand, of each object the newest.</param>
/// <param name="deployed">The references by which services were deployed, the preferred first.</param>
public sealed class ImageSpelling(IReadOnlyList<KubeObject> before, IReadOnlyList<ImageReference> deployed)
{
    // For each object the text of an image by its name and digest.
    private readonly Dictionary<(string, string, string?, string), Dictionary<string, string>> _written =
        before.DistinctBy(IdentityOf).ToDictionary(IdentityOf, Written);

    /// <summary>The reference of a service's image.</summary>
    public ImageReference Of(ImageReference image) => ImagePinning.Kept(image, deployed);

    /// <summary>
    /// The objects with their images as they are written in the same object before or, where it is new, as its
    /// service's image was. In every place where an image stands: containers of all kinds, image volumes,
    /// templates inside other objects, custom resources.
    /// </summary>
    public IReadOnlyList<KubeObject> Of(IReadOnlyList<KubeObject> objects) => [.. objects.Select(Of)];

    private KubeObject Of(KubeObject obj)
    {
        var own = _written.GetValueOrDefault(IdentityOf(obj)) ?? [];
        return obj.WithAny(json =>
        {
            var other = false;
            foreach (var (holder, field, image) in Images(json))
            {
                var text = own.GetValueOrDefault(Bits(image)) ?? $"{Of(image)}";
                // Unless it has another tag it stays as it is, whatever the form of its name.
                if (ImageReference.Parse(text).Tag == image.Tag)
                    continue;
                holder[field] = text;
                other = true;
            }
            return other;
        });
    }

    private static Dictionary<string, string> Written(KubeObject obj) =>
        Images(JsonObject.Create(obj.Json)!)
            .GroupBy(i => Bits(i.Image))
            .ToDictionary(g => g.Key, g => (string)g.First().Holder[g.First().Field]!);

    private static string Bits(ImageReference image) => $"{image with { Tag = null }}";

    private static (string, string, string?, string) IdentityOf(KubeObject obj) => ObjectKey.Of(obj).Identity;

    /// <summary>All pinned images of an object. Text in ConfigMaps and variables is not ours to change.</summary>
    private static List<(JsonObject Holder, string Field, ImageReference Image)> Images(JsonObject json)
    {
        var found = new List<(JsonObject, string, ImageReference)>();
        foreach (var (name, node) in json)
        {
            if (name is not ("metadata" or "data" or "stringData" or "status"))
                Find(node, found);
        }
        return found;
    }

    private static void Find(JsonNode? node, List<(JsonObject, string, ImageReference)> found)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
                Find(item, found);
        }
        if (node is not JsonObject map)
            return;
        foreach (var (name, child) in map)
        {
            // The value of a variable is not ours to change; a custom resource may call its image anything.
            if (name != "value")
                Add(map, name, found);
            Find(child, found);
        }
    }

    private static void Add(JsonObject holder, string field, List<(JsonObject, string, ImageReference)> found)
    {
        if (
            holder[field] is JsonValue value
            && value.TryGetValue<string>(out var text)
            && ImageReference.TryParse(text, out var image)
            && image.Digest is not null
        )
            found.Add((holder, field, image));
    }
}
