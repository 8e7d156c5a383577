using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;

namespace LocalCluster.Api.Http;

/// <summary>Where the next page of a list begins.</summary>
/// <param name="Version">The version that all pages of the list are of; -1 for the state of then.</param>
/// <param name="Namespace">The namespace of the last object of the page before.</param>
/// <param name="Name">Its name.</param>
internal sealed record ContinueToken(long Version, string Namespace, string Name)
{
    private const long OfThen = -1;

    public static ContinueToken After(ObjectKey last, long version) =>
        new(version, last.Namespace, last.Name);

    /// <summary>Continues from the same place in the current state.</summary>
    public ContinueToken OfWhatIsThere() => this with { Version = OfThen };

    public string Write() =>
        Base64Url.EncodeToString(
            Encoding.UTF8.GetBytes(
                new JsonObject
                {
                    ["v"] = "meta.k8s.io/v1",
                    ["rv"] = Version,
                    ["start"] = $"{Namespace}/{Name}\0",
                }.ToJsonString()
            )
        );

    /// <summary>Reads a token; null if the text is empty, which is the first page.</summary>
    /// <exception cref="ApiException">400: the token is invalid.</exception>
    public static ContinueToken? Read(string text)
    {
        if (text.Length == 0)
            return null;
        try
        {
            var token = JsonNode.Parse(Base64Url.DecodeFromChars(text));
            if (token.Text("start")?.TrimEnd('\0').Split('/') is [var ns, var name])
                return new ContinueToken(token.Number("rv") ?? OfThen, ns, name);
        }
        catch (FormatException)
        {
            throw Refusals.BadRequest(
                "invalid continue token: continue key is not valid: illegal base64 data"
            );
        }
        catch (JsonException)
        {
            var first = (char)Base64Url.DecodeFromChars(text)[0];
            throw Refusals.BadRequest(
                "invalid continue token: continue key is not valid: "
                    + $"invalid character '{first}' looking for beginning of value"
            );
        }
        throw Refusals.BadRequest("invalid continue token: continue key is not valid: it has no start");
    }

    /// <summary>Whether an object comes on a page after this place.</summary>
    public bool IsBefore(ObjectKey key) =>
        string.CompareOrdinal(key.Namespace, Namespace) is var c
        && (c > 0 || (c == 0 && string.CompareOrdinal(key.Name, Name) > 0));
}
