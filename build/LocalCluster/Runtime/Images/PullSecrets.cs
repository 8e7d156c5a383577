using System.IO.Enumeration;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Runtime.Images;

/// <summary>
/// The users that Secrets of the types <c>kubernetes.io/dockerconfigjson</c> and
/// <c>kubernetes.io/dockercfg</c> offer for an image, the closest match first. Pure.
/// </summary>
internal static class PullSecrets
{
    private static readonly string[] s_dockerHub = ["index.docker.io", "registry-1.docker.io"];

    public static IReadOnlyList<RegistryCredential> For(ImageName image, IEnumerable<JsonObject> secrets) =>
        [
            .. secrets
                .SelectMany(Entries)
                .Select(entry => (Place: Place(entry.Key), entry.Value))
                .Where(entry => Matches(entry.Place, image.Name))
                .OrderByDescending(entry => entry.Place.Length)
                .Select(entry => Credential(entry.Value))
                .OfType<RegistryCredential>(),
        ];

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Entries(JsonObject secret)
    {
        var entries = Json(secret.Text("data", ".dockerconfigjson")).Object("auths")
            ?? Json(secret.Text("data", ".dockercfg")) as JsonObject;
        return entries ?? Enumerable.Empty<KeyValuePair<string, JsonNode?>>();
    }

    private static JsonNode? Json(string? base64)
    {
        try
        {
            return base64 is null ? null : JsonNode.Parse(Convert.FromBase64String(base64));
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null; // As in the kubelet, a Secret that cannot be read provides no credentials.
        }
    }

    /// <summary>
    /// Registry and path of an entry: <c>https://index.docker.io/v1/</c> stands for <c>docker.io</c>.
    /// </summary>
    private static string Place(string key)
    {
        var scheme = key.IndexOf("://", StringComparison.Ordinal);
        var place = (scheme < 0 ? key : key[(scheme + 3)..]).TrimEnd('/');
        foreach (var version in new[] { "/v1", "/v2" })
        {
            if (place.EndsWith(version, StringComparison.Ordinal))
                place = place[..^version.Length];
        }
        return s_dockerHub.Contains(place) ? "docker.io" : place;
    }

    /// <summary>A host may hold <c>*</c> within its labels; a path matches as a prefix.</summary>
    private static bool Matches(string place, string name)
    {
        var (host, path) = Split(place);
        var (ofName, rest) = Split(name);
        var labels = host.Split('.');
        var ofImage = ofName.Split('.');
        return labels.Length == ofImage.Length
            && labels
                .Zip(ofImage)
                .All(pair => FileSystemName.MatchesSimpleExpression(pair.First, pair.Second))
            && (path.Length == 0 || rest == path || rest.StartsWith(path + "/", StringComparison.Ordinal));
    }

    private static (string Host, string Path) Split(string place)
    {
        var slash = place.IndexOf('/');
        return slash < 0 ? (place, "") : (place[..slash], place[(slash + 1)..]);
    }

    private static RegistryCredential? Credential(JsonNode? entry)
    {
        if (entry.Text("username") is { Length: > 0 } user)
            return new RegistryCredential(user, entry.Text("password") ?? "");
        var both = Decoded(entry.Text("auth"));
        var colon = both.IndexOf(':');
        return colon > 0 ? new RegistryCredential(both[..colon], both[(colon + 1)..].TrimEnd('\0')) : null;
    }

    private static string Decoded(string? base64)
    {
        var bytes = new byte[base64?.Length ?? 0];
        return Convert.TryFromBase64String(base64 ?? "", bytes, out var count)
            ? Encoding.UTF8.GetString(bytes, 0, count)
            : "";
    }
}
