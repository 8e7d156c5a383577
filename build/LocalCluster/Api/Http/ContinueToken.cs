using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Storage;

namespace LocalCluster.Api.Http;

/// <summary>Where the next page of a list begins.</summary>
internal static class ContinueToken
{
    public static string Write(ObjectKey last, long version) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        new JsonObject
        {
            ["v"] = "meta.k8s.io/v1",
            ["rv"] = version,
            ["start"] = $"{last.Namespace}/{last.Name}\0",
        }.ToJsonString()));

    /// <summary>Namespace and name of the last object of the page before; null for the first page.</summary>
    /// <exception cref="ApiException">400: it is no token.</exception>
    public static (string Namespace, string Name)? Read(string token)
    {
        if (token.Length == 0)
            return null;
        try
        {
            var start = JsonNode.Parse(Base64Url.DecodeFromChars(token)).Text("start")?.TrimEnd('\0')
                .Split('/');
            if (start is [var ns, var name])
                return (ns, name);
        }
        catch (FormatException)
        {
            throw Refusals.BadRequest(
                "invalid continue token: continue key is not valid: illegal base64 data");
        }
        catch (JsonException)
        {
            var first = (char)Base64Url.DecodeFromChars(token)[0];
            throw Refusals.BadRequest("invalid continue token: continue key is not valid: "
                + $"invalid character '{first}' looking for beginning of value");
        }
        throw Refusals.BadRequest("invalid continue token: continue key is not valid: it has no start");
    }

    public static bool IsAfter(ObjectKey key, (string Namespace, string Name)? last) =>
        string.CompareOrdinal(key.Namespace, last!.Value.Namespace) is var c
        && (c > 0 || (c == 0 && string.CompareOrdinal(key.Name, last.Value.Name) > 0));
}
