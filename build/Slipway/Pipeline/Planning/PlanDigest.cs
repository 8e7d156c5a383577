using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline.Diff;
using Slipway.Values;

namespace Slipway.Pipeline.Planning;

/// <summary>Computes the digests by which a plan knows objects again. Pure.</summary>
/// <param name="salt">The plan's salt.</param>
internal sealed class PlanDigest(string salt)
{
    // A weak password must not be found by trying many.
    private const int Rounds = 100_000;

    // Status by another name: controllers write it later than whoever changed the object, or all the time.
    private static readonly string[] s_ofControllers =
    [
        "deployment.kubernetes.io/",
        "autoscaling.alpha.kubernetes.io/",
    ];
    private readonly byte[] _salt = Encoding.UTF8.GetBytes(salt);

    /// <summary>The digest of a manifest.</summary>
    public Digest OfManifest(KubeObject manifest) => Of(manifest, manifest.Json);

    /// <summary>The state of a live object: what was written in it by anybody, whatever its status.</summary>
    /// <param name="live">The object.</param>
    /// <param name="applied">What is applied to it; null where it is removed. A number of pods that this leaves to
    /// others may move.</param>
    public LiveState OfLive(KubeObject live, KubeObject? applied)
    {
        var written = ObjectState.Written(live);
        if (applied is not null && applied.At("spec", "replicas") is null)
            (written["spec"] as JsonObject)?.Remove("replicas");
        if (written["metadata"]?["annotations"] is JsonObject annotations)
            Strip(annotations);
        return new LiveState(
            live.Text("metadata", "uid") ?? "",
            Of(live, JsonSerializer.SerializeToElement(written))
        );
    }

    private static void Strip(JsonObject annotations)
    {
        bool Controllers(string name) =>
            s_ofControllers.Any(p => name.StartsWith(p, StringComparison.Ordinal));
        foreach (var name in annotations.Select(a => a.Key).Where(Controllers).ToList())
            annotations.Remove(name);
        if (annotations.Count == 0)
            annotations.Parent!.AsObject().Remove("annotations");
    }

    private Digest Of(KubeObject obj, JsonElement json)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            Write(json, writer);
        var content = stream.ToArray();
        return Digest.FromHash(
            obj.GroupKind is ("", "Secret")
                ? Rfc2898DeriveBytes.Pbkdf2(content, _salt, Rounds, HashAlgorithmName.SHA256, 32)
                : HMACSHA256.HashData(_salt, content)
        );
    }

    // The order of fields means nothing.
    private static void Write(JsonElement json, Utf8JsonWriter writer)
    {
        if (json.ValueKind == JsonValueKind.Object)
        {
            writer.WriteStartObject();
            foreach (var field in json.Members().OrderBy(f => f.Name, StringComparer.Ordinal))
            {
                writer.WritePropertyName(field.Name);
                Write(field.Value, writer);
            }
            writer.WriteEndObject();
        }
        else if (json.ValueKind == JsonValueKind.Array)
        {
            writer.WriteStartArray();
            foreach (var item in json.Items())
                Write(item, writer);
            writer.WriteEndArray();
        }
        else
        {
            json.WriteTo(writer);
        }
    }
}
