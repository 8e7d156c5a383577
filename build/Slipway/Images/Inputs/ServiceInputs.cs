using System.Text.Json.Nodes;
using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.Images.Inputs;

/// <summary>Everything that an image is a function of.</summary>
/// <param name="Facts">
/// What is not a file: the SDK, the base image, what packs. Shown to people; values that could be secrets are
/// digests.
/// </param>
/// <param name="Files">Each source file, relative to the repository, with the digest of its content.</param>
internal sealed record ServiceInputs(
    IReadOnlyDictionary<string, string> Facts,
    IReadOnlyDictionary<string, string> Files
)
{
    /// <summary>Facts and files together.</summary>
    public IEnumerable<KeyValuePair<string, string>> All => Facts.Concat(Files);

    /// <summary>The same inputs have the same digest, on any machine.</summary>
    public Digest Digest => Digest.Of(CanonicalJson.Bytes(ToJson()));

    /// <summary>
    /// The first difference, as "services/rating/Program.cs changed"; null where there is none.
    /// </summary>
    public string? WhatChanged(ServiceInputs now) =>
        FirstChange(Facts, now.Facts, (name, before, after) => $"{name} changed from {before} to {after}")
        ?? FirstChange(Files, now.Files, (name, _, _) => $"{name} changed");

    public JsonObject ToJson() =>
        new() { ["facts"] = CanonicalJson.Map(Facts), ["files"] = CanonicalJson.Map(Files) };

    /// <exception cref="FormatException">The JSON is something else.</exception>
    public static ServiceInputs FromJson(JsonNode? json) =>
        new(
            UntrustedJson.Map(json?["facts"] ?? throw new FormatException("The inputs have no 'facts'.")),
            UntrustedJson.Map(json["files"] ?? throw new FormatException("The inputs have no 'files'."))
        );

    private static string? FirstChange(
        IReadOnlyDictionary<string, string> before,
        IReadOnlyDictionary<string, string> now,
        Func<string, string, string, string> changed
    )
    {
        foreach (var name in before.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            if (!now.TryGetValue(name, out var present))
                return $"{name} was removed";
            if (!before.TryGetValue(name, out var earlier))
                return $"{name} was added";
            if (earlier != present)
                return changed(name, earlier, present);
        }
        return null;
    }
}
