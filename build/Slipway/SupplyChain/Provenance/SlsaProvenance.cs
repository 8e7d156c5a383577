using System.Text.Json.Nodes;
using Slipway.Images.Formats;
using Slipway.Values;
using Slipway.Versioning;

namespace Slipway.SupplyChain.Provenance;

/// <summary>
/// Says how an image came to be: an in-toto statement (version 1) with a SLSA provenance predicate (version
/// 1). Pure.
/// </summary>
internal static class SlsaProvenance
{
    public const string Predicate = "https://slsa.dev/provenance/v1";
    private const string Statement = "https://in-toto.io/Statement/v1";
    private const string Builder = "https://slipway.dev/builder";

    /// <summary>The statement.</summary>
    /// <param name="service">The service.</param>
    /// <param name="image">Its image, by digest.</param>
    /// <param name="bases">
    /// What it is built on, by digest, for each platform; none for an empty base.
    /// </param>
    /// <param name="build">The build.</param>
    /// <param name="invocation">The run of the CI that built, as an address; null for none.</param>
    public static byte[] Write(
        string service,
        ImageReference image,
        IReadOnlyList<ImageReference> bases,
        BuildRecord build,
        string? invocation
    )
    {
        var parameters = new JsonObject { ["service"] = service };
        if (build.Source is { } source)
        {
            parameters["source"] = AddressOf(source);
            // What was built is then more than the commit; the digest of the inputs tells it apart.
            if (source.Dirty)
                parameters["uncommittedChanges"] = true;
        }
        if (bases.Count > 0)
            parameters["baseImage"] = (bases[0] with { Digest = null }).ToString();
        var metadata = new JsonObject();
        if (invocation is not null)
            metadata["invocationId"] = invocation;
        metadata["startedOn"] = Time(build.Started);
        metadata["finishedOn"] = Time(build.Finished);

        return CanonicalJson.Bytes(
            new JsonObject
            {
                ["_type"] = Statement,
                ["subject"] = new JsonArray(Resource("name", image.Name, "sha256", image.Digest!.Value.Hex)),
                ["predicateType"] = Predicate,
                ["predicate"] = new JsonObject
                {
                    ["buildDefinition"] = new JsonObject
                    {
                        ["buildType"] = $"https://slipway.dev/build/{build.Builder}/v1",
                        ["externalParameters"] = parameters,
                        ["internalParameters"] = Internal(build),
                        ["resolvedDependencies"] = new JsonArray([.. Dependencies(bases, build)]),
                    },
                    ["runDetails"] = new JsonObject
                    {
                        ["builder"] = new JsonObject { ["id"] = Builder },
                        ["metadata"] = metadata,
                    },
                },
            }
        );
    }

    private static JsonObject Internal(BuildRecord build) =>
        build.Sdk is { } sdk ? new JsonObject { ["dotnetSdk"] = sdk } : [];

    private static IEnumerable<JsonNode> Dependencies(IReadOnlyList<ImageReference> bases, BuildRecord build)
    {
        if (build.Source is { } source)
            yield return Resource("uri", AddressOf(source), "gitCommit", source.Commit);
        foreach (var one in bases)
            yield return Resource("uri", $"oci://{one}", "sha256", one.Digest!.Value.Hex);
        if (build.Inputs is { } inputs)
            yield return Resource("name", "inputs", "sha256", inputs);
    }

    private static JsonObject Resource(string key, string value, string algorithm, string digest) =>
        new()
        {
            [key] = value,
            ["digest"] = new JsonObject { [algorithm] = digest },
        };

    // SPDX download location form, which SLSA uses for git.
    private static string AddressOf(SourceOrigin source) =>
        source.Repository is { } address ? $"git+{address}@{source.Commit}" : $"git:{source.Commit}";

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString(
            "yyyy-MM-dd'T'HH:mm:ss'Z'",
            System.Globalization.CultureInfo.InvariantCulture
        );
}
