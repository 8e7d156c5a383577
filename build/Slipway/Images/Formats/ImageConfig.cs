using System.Globalization;
using System.Text.Json.Nodes;
using Slipway.Values;

namespace Slipway.Images.Formats;

/// <summary>
/// The parts of an image's configuration that another image is built on (OCI image-spec, image
/// configuration).
/// </summary>
/// <param name="Environment">The environment in order, as <c>NAME=value</c>.</param>
/// <param name="Labels">The labels.</param>
/// <param name="DiffIds">The digests of the unpacked layers, base first.</param>
/// <param name="History">How each layer came to be, unchanged.</param>
internal sealed record ImageConfig(
    IReadOnlyList<string> Environment,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyList<Digest> DiffIds,
    IReadOnlyList<JsonNode> History
)
{
    /// <summary>What it runs on, as <c>os/architecture</c>.</summary>
    public string Platform { get; init; } = "";

    /// <summary>When it was made; null where it does not say.</summary>
    public DateTimeOffset? Created { get; init; }

    public static ImageConfig Empty { get; } = new([], new Dictionary<string, string>(), [], []);

    /// <summary>The value of an environment variable; null where it is not set.</summary>
    public string? Variable(string name) =>
        Environment
            .LastOrDefault(entry => entry.StartsWith(name + "=", StringComparison.Ordinal))
            ?[(name.Length + 1)..];

    /// <exception cref="FormatException">The bytes are not an image configuration.</exception>
    public static ImageConfig Parse(ReadOnlySpan<byte> bytes) =>
        UntrustedJson.Read(bytes, "The image configuration", json => new ImageConfig(
            UntrustedJson.Texts(json["config"]?["Env"]),
            UntrustedJson.Map(json["config"]?["Labels"]),
            [.. UntrustedJson.Texts(json["rootfs"]?["diff_ids"]).Select(Digest.Parse)],
            [
                .. (json["history"]?.AsArray() ?? []).Select(entry =>
                    entry ?? throw new FormatException("An entry of the history is missing.")
                ),
            ]
        )
        {
            Platform = $"{json["os"]}/{json["architecture"]}",
            Created = DateTimeOffset.TryParse(
                json["created"]?.GetValue<string>(),
                CultureInfo.InvariantCulture,
                out var created
            )
                ? created
                : null,
        });
}
