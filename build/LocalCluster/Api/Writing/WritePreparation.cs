using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Schema;
using LocalCluster.Schema.Defaults;
using LocalCluster.Schema.Validation;

namespace LocalCluster.Api.Writing;

/// <summary>Makes the object that is to be stored from what was sent: decoded, completed, checked.</summary>
internal sealed class WritePreparation(TimeProvider time, AccountAdmission accounts)
{
    private static readonly string[] s_givenByServer =
    [
        "uid",
        "creationTimestamp",
        "generation",
        "deletionTimestamp",
        "deletionGracePeriodSeconds",
        "generateName",
    ];

    private static readonly string[] s_metadataOfUsers =
    [
        "labels",
        "annotations",
        "finalizers",
        "ownerReferences",
    ];

    /// <summary>
    /// The new object, without its managedFields, and the part of it that its creator owns.
    /// </summary>
    public (JsonObject Object, JsonObject Given) ForCreate(
        KindDefinition kind,
        string? ns,
        JsonObject sent,
        WriteOptions options
    )
    {
        var obj = Decode(kind, sent, options);
        var metadata = obj.Child("metadata");
        if (metadata.Text("resourceVersion") is { Length: > 0 })
            throw Refusals.BadRequest("resourceVersion should not be set on objects to be created");
        foreach (
            var field in new[]
            {
                "selfLink",
                "managedFields",
                "deletionTimestamp",
                "deletionGracePeriodSeconds",
            }
        )
            metadata.Remove(field);
        SetNamespace(kind, ns, metadata);
        if (metadata.Text("name") is null && metadata.Text("generateName") is { Length: > 0 } prefix)
            metadata["name"] = prefix + RandomNumberGenerator.GetString("bcdfghjklmnpqrstvwxz2456789", 5);
        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = Timestamps.Seconds(time);
        metadata.Remove("resourceVersion");
        metadata.Remove("generation");
        if (Generations.AreKept(kind))
            metadata["generation"] = 1L;
        ObjectDefaults.Fill(kind, obj);
        var given = obj.DeepClone().AsObject();
        KindRules.OnCreate(kind, obj, Timestamps.Seconds(time));
        accounts.Admit(kind, obj);
        Validate(kind, obj, null);
        return (obj, given);
    }

    /// <summary>The changed object, without its managedFields.</summary>
    public JsonObject ForUpdate(KindDefinition kind, JsonObject live, JsonObject sent, WriteOptions options)
    {
        var obj = Decode(kind, sent, options);
        var metadata = obj.Child("metadata");
        SetNamespace(kind, live.Namespace(), metadata);
        Check(kind, live, metadata);
        foreach (var field in s_givenByServer)
        {
            metadata.Remove(field);
            if (live.At("metadata", field) is { } kept)
                metadata[field] = kept.DeepClone();
        }
        metadata["resourceVersion"] = live.Text("metadata", "resourceVersion");
        metadata.Remove("managedFields");
        KeepOtherPart(kind, live, obj, options.Subresource);
        KindRules.OnUpdate(kind, live, obj, options.Subresource, Timestamps.Seconds(time));
        ObjectDefaults.Fill(kind, obj);
        if (Generations.AreKept(kind) && Generations.Counts(kind, live, obj))
            metadata["generation"] = (live.Number("metadata", "generation") ?? 0) + 1;
        Validate(kind, obj, live);
        return obj;
    }

    /// <summary>The rules are those of the stored version, into which others are converted.</summary>
    private static void Validate(KindDefinition kind, JsonObject obj, JsonObject? live)
    {
        if (kind is { Storage: { } storage, Conversion: { } conversion })
        {
            if (live is null)
                ObjectValidation.CheckNew(kind, conversion, obj);
            ObjectValidation.Check(storage, kind.ToStored(obj), live is null ? null : kind.ToStored(live));
        }
        else
        {
            ObjectValidation.Check(kind, obj, live);
        }
    }

    private static JsonObject Decode(KindDefinition kind, JsonObject sent, WriteOptions options)
    {
        var decoder = new ObjectDecoder(kind);
        var obj = decoder.Decode(sent);
        (obj["apiVersion"], obj["kind"]) = (kind.Kind.ApiVersion, kind.Kind.Kind);
        var unknown = decoder.Unknown.Select(u => $"unknown field \"{u}\"").ToList();
        if (unknown.Count > 0 && options.FieldValidation == "Strict")
        {
            throw Refusals.BadRequest(
                $"{kind.Kind.Kind} in version \"{kind.Kind.Version}\" cannot be handled as a "
                    + $"{kind.Kind.Kind}: strict decoding error: {string.Join(", ", unknown)}"
            );
        }
        if (options.FieldValidation == "Warn")
            options.Warnings.AddRange(unknown.Except(options.Warnings));
        return obj;
    }

    private static void SetNamespace(KindDefinition kind, string? ns, JsonObject metadata)
    {
        if (!kind.Kind.Namespaced)
        {
            metadata.Remove("namespace");
            return;
        }
        if (metadata.Text("namespace") is { Length: > 0 } given && given != ns)
        {
            throw Refusals.BadRequest(
                "the namespace of the provided object does not match the namespace sent on the request"
            );
        }
        metadata["namespace"] = ns;
    }

    private static void Check(KindDefinition kind, JsonObject live, JsonObject metadata)
    {
        if (metadata.Text("name") is { } name && name != live.Name())
        {
            throw Refusals.BadRequest(
                $"the name of the object ({name}) does not match the name on the URL ({live.Name()})"
            );
        }
        metadata["name"] = live.Name();
        var version = metadata.Text("resourceVersion");
        if (!string.IsNullOrEmpty(version) && version != live.Text("metadata", "resourceVersion"))
            throw Refusals.Modified(kind, live.Name());
        if (metadata.Text("uid") is { Length: > 0 } uid && uid != live.Uid())
            throw Refusals.Precondition(kind, live.Name(), "UID", uid, live.Uid());
    }

    /// <summary>
    /// A write to the object leaves its status alone; a write to the status changes nothing else.
    /// </summary>
    private static void KeepOtherPart(
        KindDefinition kind,
        JsonObject live,
        JsonObject obj,
        string? subresource
    )
    {
        if (!kind.Has("status"))
            return;
        if (subresource != "status")
        {
            Copy(live, obj, "status");
            return;
        }
        foreach (var name in obj.Concat(live).Select(p => p.Key).Distinct().ToList())
        {
            if (name is not ("status" or "metadata" or "apiVersion" or "kind"))
                Copy(live, obj, name);
        }
        var (from, to) = (live.Child("metadata"), obj.Child("metadata"));
        foreach (var name in kind.Custom is null ? ["labels"] : s_metadataOfUsers)
            Copy(from, to, name);
    }

    private static void Copy(JsonObject from, JsonObject to, string name)
    {
        to.Remove(name);
        if (from.TryGetPropertyValue(name, out var value))
            to[name] = value?.DeepClone();
    }
}
