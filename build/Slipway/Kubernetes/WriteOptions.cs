using System.Text.Json.Nodes;
using Slipway.Values;

namespace Slipway.Kubernetes;

/// <summary>How to apply.</summary>
/// <param name="Force">Takes fields over from other managers.</param>
/// <param name="DryRun">Has the API server do everything but store the result.</param>
public sealed record ApplyOptions(bool Force = false, bool DryRun = false);

/// <summary>The result of an apply.</summary>
/// <param name="Object">The object as it is now, or, after a dry run, as it would be.</param>
/// <param name="Created">Whether it is new.</param>
public sealed record Applied(KubeObject Object, bool Created);

/// <summary>How to delete.</summary>
/// <param name="Propagation">What becomes of the objects that it owns.</param>
/// <param name="Uid">Deletes only this very object, not a later one of the same name; null for any.</param>
/// <param name="ResourceVersion">Deletes only this state of it; null for any.</param>
/// <param name="Grace">For pods: the time to stop; null for the pod's own.</param>
public sealed record DeleteOptions(
    Propagation Propagation = Propagation.Background,
    string? Uid = null,
    string? ResourceVersion = null,
    TimeSpan? Grace = null
)
{
    internal JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "DeleteOptions",
            ["propagationPolicy"] = Propagation.ToString(),
        };
        if (Uid is not null || ResourceVersion is not null)
        {
            var preconditions = new JsonObject();
            if (Uid is not null)
                preconditions["uid"] = Uid;
            if (ResourceVersion is not null)
                preconditions["resourceVersion"] = ResourceVersion;
            json["preconditions"] = preconditions;
        }
        if (Grace is { } grace)
            json["gracePeriodSeconds"] = (long)grace.TotalSeconds;
        return json;
    }
}

/// <summary>What becomes of the objects that a deleted object owns.</summary>
public enum Propagation
{
    /// <summary>They are deleted after it.</summary>
    Background,

    /// <summary>They are deleted before it.</summary>
    Foreground,

    /// <summary>They are kept.</summary>
    Orphan,
}
