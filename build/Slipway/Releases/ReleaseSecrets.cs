using System.IO.Compression;
using System.Text.Json.Nodes;
using Slipway.Values;

namespace Slipway.Releases;

/// <summary>
/// A release as Secrets. The head, <c>slipway.&lt;app&gt;.r&lt;revision&gt;</c>, holds the compressed record,
/// or its first
/// part; further parts lie in Secrets named after their content, so that a record is replaced by replacing
/// its head.
/// </summary>
internal static class ReleaseSecrets
{
    public const string Type = "slipway.dev/release.v1";
    public const string AppLabel = "slipway.dev/app";
    public const string RevisionLabel = "slipway.dev/revision";
    public const string StateLabel = "slipway.dev/state";
    public const string RoleLabel = "slipway.dev/record";

    private const string DigestAnnotation = "slipway.dev/record-digest";
    private const string PartsAnnotation = "slipway.dev/record-parts";

    // An API server takes up to 1 MiB of data in one Secret.
    private const int PartSize = 900 * 1024;

    public static string HeadName(string app, int revision) => $"slipway.{app}.r{revision}";

    /// <summary>The Secrets of a release.</summary>
    public static (KubeObject Head, IReadOnlyList<KubeObject> Parts) Write(Release release, string ns)
    {
        var record = Compress(ReleaseJson.Write(release));
        var name = HeadName(release.App, release.Revision);
        var parts = record.Chunk(PartSize).ToList();
        var further = parts
            .Skip(1)
            .Select(p => Secret(ns, $"{name}.{Digest.Of(p).Short}", release, "part", p, null))
            .ToList();
        var annotations = new JsonObject
        {
            [DigestAnnotation] = Digest.Of(record).ToString(),
            [PartsAnnotation] = string.Join(',', further.Select(p => p.Name)),
        };
        return (Secret(ns, name, release, "release", parts[0], annotations), further);
    }

    /// <summary>The names of the Secrets with the further parts.</summary>
    public static IReadOnlyList<string> PartNames(KubeObject head) =>
        head.Annotations.GetValueOrDefault(PartsAnnotation)?.Split(',', StringSplitOptions.RemoveEmptyEntries)
        ?? [];

    /// <summary>The release in these Secrets.</summary>
    /// <exception cref="FormatException">A part is missing or damaged.</exception>
    public static Release Read(KubeObject head, IReadOnlyDictionary<string, KubeObject> parts)
    {
        var bytes = PartNames(head)
            .Select(n => parts.GetValueOrDefault(n) ?? throw new FormatException($"its part {n} is missing"))
            .Prepend(head)
            .SelectMany(Data)
            .ToArray();
        if (head.Annotations.GetValueOrDefault(DigestAnnotation) != Digest.Of(bytes).ToString())
            throw new FormatException("its content does not match its digest");
        try
        {
            using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            using var json = new MemoryStream();
            gzip.CopyTo(json);
            return ReleaseJson.Read(json.ToArray());
        }
        catch (InvalidDataException e)
        {
            throw new FormatException("it cannot be decompressed", e);
        }
    }

    private static byte[] Data(KubeObject secret) =>
        Convert.FromBase64String(
            secret.Text("data", "release") ?? throw new FormatException($"{secret.Name} holds no record")
        );

    private static byte[] Compress(byte[] json)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
            gzip.Write(json);
        return compressed.ToArray();
    }

    private static KubeObject Secret(
        string ns,
        string name,
        Release release,
        string role,
        byte[] data,
        JsonObject? annotations
    )
    {
        var labels = new JsonObject
        {
            [AppLabel] = release.App,
            [RevisionLabel] = release.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture),
            [RoleLabel] = role,
        };
        if (role == "release")
            labels[StateLabel] = release.State.Word();
        var metadata = new JsonObject
        {
            ["name"] = name,
            ["namespace"] = ns,
            ["labels"] = labels,
        };
        if (annotations is not null)
            metadata["annotations"] = annotations;
        return KubeObject.From(
            new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Secret",
                ["metadata"] = metadata,
                ["type"] = Type,
                ["data"] = new JsonObject { ["release"] = Convert.ToBase64String(data) },
            }
        );
    }
}
