using System.Globalization;
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
    public const string KindLabel = "slipway.dev/kind";

    private const string DigestAnnotation = "slipway.dev/record-digest";
    private const string PartsAnnotation = "slipway.dev/record-parts";

    // An API server takes up to 1 MiB of data in one Secret.
    private const int PartSize = 900 * 1024;

    // Far more than the manifests of an application that an API server would take.
    private const long LongestRecord = 64 * BodyLimit.Mebibyte;
    private const int LargestRevision = 1_000_000_000;

    public static string HeadName(string app, int revision) => $"slipway.{app}.r{revision}";

    /// <summary>The revision that a head's name holds; null where it is not the name of one.</summary>
    public static int? RevisionIn(string name, string app) =>
        name.StartsWith($"slipway.{app}.r", StringComparison.Ordinal)
        && int.TryParse(
            name.AsSpan($"slipway.{app}.r".Length),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var revision
        )
        && revision is > 0 and < LargestRevision
        && name == HeadName(app, revision)
            ? revision
            : null;

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
    /// <param name="head">The Secret that is called after the release.</param>
    /// <param name="app">The application whose history it lies in.</param>
    /// <param name="parts">The Secrets with the further parts, by name.</param>
    /// <exception cref="FormatException">
    /// A part is missing or damaged, or it is the record of another release.
    /// </exception>
    /// <exception cref="NewerFormatException">A newer Slipway wrote it.</exception>
    public static Release Read(KubeObject head, string app, IReadOnlyDictionary<string, KubeObject> parts)
    {
        if (RecordHead.Of(head, app).Fault is { } fault)
            throw new FormatException(fault);
        var release = Read(head, parts);
        return HeadName(release.App, release.Revision) == head.Name && release.App == app
            ? release
            : throw new FormatException($"it is the record of revision {release.Revision} of {release.App}");
    }

    private static Release Read(KubeObject head, IReadOnlyDictionary<string, KubeObject> parts)
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
            using var bounded = new BodyLimit(LongestRecord, head.Name, head.Name).Bound(gzip);
            using var json = new MemoryStream();
            bounded.CopyTo(json);
            return ReleaseJson.Read(json.ToArray());
        }
        catch (InvalidDataException e)
        {
            throw new FormatException("it cannot be decompressed", e);
        }
        catch (BodyTooLongException e)
        {
            throw new FormatException(
                $"decompressed, it is longer than {LongestRecord / BodyLimit.Mebibyte} MiB",
                e
            );
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
            [RevisionLabel] = release.Revision.ToString(CultureInfo.InvariantCulture),
            [RoleLabel] = role,
        };
        if (role == "release")
            (labels[StateLabel], labels[KindLabel]) = (release.State.Word(), release.Kind.Word());
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
