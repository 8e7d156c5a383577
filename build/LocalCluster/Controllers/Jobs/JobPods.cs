using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Jobs;

/// <summary>Creates the pods of a Job and determines which are done. Pure.</summary>
internal static class JobPods
{
    /// <summary>The finalizer that keeps a pod until it is counted.</summary>
    public const string Finalizer = "batch.kubernetes.io/job-tracking";

    public const string IndexAnnotation = "batch.kubernetes.io/job-completion-index";

    public static bool IsIndexed(JsonObject job) => job.Text("spec", "completionMode") == "Indexed";

    public static bool IsTracked(JsonObject pod) => pod.Strings("metadata", "finalizers").Contains(Finalizer);

    /// <summary>Ended, or deleted before it could end.</summary>
    public static bool IsOver(JsonObject pod) => Pods.IsFinished(pod) || pod.IsBeingDeleted();

    public static int? Index(JsonObject pod) =>
        int.TryParse(pod.Annotation(IndexAnnotation), CultureInfo.InvariantCulture, out var index)
            ? index
            : null;

    public static JsonObject New(JsonObject job, int? index)
    {
        var pod = PodTemplate.NewPod(Kinds.Job, job, job.At("spec", "template"));
        var metadata = pod.Child("metadata");
        metadata["finalizers"] = new JsonArray(Finalizer);
        metadata["generateName"] = $"{job.Name()}-";
        if (index is not { } number)
            return pod;
        var text = number.ToString(CultureInfo.InvariantCulture);
        metadata["generateName"] = $"{job.Name()}-{text}-";
        metadata.Child("annotations")[IndexAnnotation] = text;
        metadata.Child("labels")[IndexAnnotation] = text;
        pod.Child("spec")["hostname"] = $"{job.Name()}-{text}";
        foreach (var container in pod.Items("spec", "containers").Concat(pod.Items("spec", "initContainers")))
        {
            if (container["env"] is not JsonArray env)
                container["env"] = env = [];
            env.Add(new JsonObject { ["name"] = "JOB_COMPLETION_INDEX", ["value"] = text });
        }
        return pod;
    }

    /// <summary>Index lists as the status holds them: <c>0-2,5</c>.</summary>
    public static string Ranges(IEnumerable<int> indexes)
    {
        var ranges = new List<(int From, int To)>();
        foreach (var index in indexes.Order().Distinct())
        {
            if (ranges.Count > 0 && ranges[^1].To == index - 1)
                ranges[^1] = (ranges[^1].From, index);
            else
                ranges.Add((index, index));
        }
        return string.Join(
            ',',
            ranges.Select(range =>
                range.From == range.To
                    ? range.From.ToString(CultureInfo.InvariantCulture)
                    : string.Create(CultureInfo.InvariantCulture, $"{range.From}-{range.To}")
            )
        );
    }

    /// <summary>The indexes of such a list.</summary>
    public static IReadOnlySet<int> Indexes(string? ranges)
    {
        var indexes = new HashSet<int>();
        foreach (var range in (ranges ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = range.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture)).ToArray();
            indexes.UnionWith(Enumerable.Range(ends[0], ends[^1] - ends[0] + 1));
        }
        return indexes;
    }
}
