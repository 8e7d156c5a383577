using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Schema.Defaults;

/// <summary>Defaults of pods and of the pods in templates.</summary>
internal static class PodDefaults
{
    public static void Fill(JsonObject spec, bool isPod)
    {
        foreach (var container in spec.Items("containers").Concat(spec.Items("initContainers")))
            FillContainer(container);
        foreach (var volume in spec.Items("volumes"))
            FillVolume(volume);
        spec.Default("restartPolicy", "Always");
        spec.Default("terminationGracePeriodSeconds", 30L);
        spec.Default("dnsPolicy", "ClusterFirst");
        FillAccount(spec);
        spec.Default("securityContext", new JsonObject());
        spec.Default("schedulerName", "default-scheduler");
        if (isPod)
        {
            spec.Default("serviceAccountName", "default");
            spec.Default("serviceAccount", spec.Text("serviceAccountName")!);
            spec.Default("enableServiceLinks", true);
            spec.Default("preemptionPolicy", "PreemptLowerPriority");
            spec.Default("priority", 0L);
        }
    }

    /// <summary>The two names of the account are one.</summary>
    private static void FillAccount(JsonObject spec)
    {
        if (spec.Text("serviceAccountName") is { } name)
            spec["serviceAccount"] = name;
        else if (spec.Text("serviceAccount") is { } old)
            spec["serviceAccountName"] = old;
    }

    private static void FillContainer(JsonObject container)
    {
        foreach (var port in container.Items("ports"))
            port.Default("protocol", "TCP");
        foreach (
            var source in container
                .Items("env")
                .Select(e => e.Object("valueFrom", "fieldRef"))
                .OfType<JsonObject>()
        )
            source.Default("apiVersion", "v1");
        foreach (var probe in new[] { "livenessProbe", "readinessProbe", "startupProbe" })
        {
            if (container.Object(probe) is { } given)
                FillProbe(given);
        }
        foreach (var hook in new[] { "postStart", "preStop" })
            FillHttp(container.Object("lifecycle", hook, "httpGet"));
        FillRequests(container.Object("resources"));
        container.Default("terminationMessagePath", "/dev/termination-log");
        container.Default("terminationMessagePolicy", "File");
        container.Default("imagePullPolicy", PullPolicy(container.Text("image") ?? ""));
    }

    /// <summary>A limit without a request is the request too.</summary>
    private static void FillRequests(JsonObject? resources)
    {
        if (resources.Object("limits") is not { Count: > 0 } limits)
            return;
        var requests = resources!.Child("requests");
        foreach (var (name, limit) in limits)
            requests.Default(name, limit!.DeepClone());
    }

    private static void FillProbe(JsonObject probe)
    {
        FillHttp(probe.Object("httpGet"));
        if (probe.Object("grpc") is { } grpc)
            grpc.Default("service", "");
        probe.Default("timeoutSeconds", 1L);
        probe.Default("periodSeconds", 10L);
        probe.Default("successThreshold", 1L);
        probe.Default("failureThreshold", 3L);
    }

    private static void FillHttp(JsonObject? get)
    {
        get?.Default("path", "/");
        get?.Default("scheme", "HTTP");
    }

    /// <summary>A tag that may move is pulled always.</summary>
    private static string PullPolicy(string image)
    {
        var name = image[(image.LastIndexOf('/') + 1)..];
        var tag = name.IndexOf(':');
        return !image.Contains('@') && (tag < 0 || name[tag..] == ":latest") ? "Always" : "IfNotPresent";
    }

    private static void FillVolume(JsonObject volume)
    {
        foreach (var source in new[] { "secret", "configMap", "downwardAPI", "projected" })
            volume.Object(source)?.Default("defaultMode", 420L);
        volume.Object("hostPath")?.Default("type", "");
        var items = volume
            .Items("downwardAPI", "items")
            .Concat(volume.Items("projected", "sources").SelectMany(s => s.Items("downwardAPI", "items")));
        foreach (var field in items.Select(i => i.Object("fieldRef")).OfType<JsonObject>())
            field.Default("apiVersion", "v1");
        foreach (
            var token in volume.Items("projected", "sources").Select(s => s.Object("serviceAccountToken"))
        )
            token?.Default("expirationSeconds", 3600L);
        var sources = volume.Count(p => p.Key != "name" && p.Value is not null);
        if (sources == 0)
            volume["emptyDir"] = new JsonObject();
    }
}
