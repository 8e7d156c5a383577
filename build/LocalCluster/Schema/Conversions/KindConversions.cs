using LocalCluster.Resources;

namespace LocalCluster.Schema.Conversions;

/// <summary>The conversions of the built-in kinds that are served in more than one version.</summary>
internal static class KindConversions
{
    /// <summary>The conversion of a version; null where only its apiVersion differs.</summary>
    public static KindConversion? Of(ResourceKind kind) =>
        (kind.ApiVersion, kind.Kind) switch
        {
            ("autoscaling/v1", "HorizontalPodAutoscaler") => new KindConversion(
                AutoscalerV1.FromStored,
                AutoscalerV1.ToStored
            ),
            ("events.k8s.io/v1", "Event") => new KindConversion(EventV1.FromStored, EventV1.ToStored)
            {
                CheckNew = EventV1.CheckNew,
            },
            _ => null,
        };
}
