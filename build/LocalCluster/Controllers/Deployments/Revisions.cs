using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Deployments;

/// <summary>The revision and size annotations of ReplicaSets. Pure.</summary>
internal static class Revisions
{
    public const string Revision = "deployment.kubernetes.io/revision";
    public const string History = "deployment.kubernetes.io/revision-history";
    public const string Desired = "deployment.kubernetes.io/desired-replicas";
    public const string Max = "deployment.kubernetes.io/max-replicas";
    private const int HistoryLength = 2000;

    private static readonly HashSet<string> s_notCopied =
    [
        Revision,
        History,
        Desired,
        Max,
        "kubectl.kubernetes.io/last-applied-configuration",
        "deprecated.deployment.rollback.to",
    ];

    public static long Of(JsonObject obj) =>
        long.TryParse(obj.Annotation(Revision), CultureInfo.InvariantCulture, out var revision)
            ? revision
            : 0;

    public static long Highest(IEnumerable<JsonObject> sets) => sets.Select(Of).DefaultIfEmpty().Max();

    public static int? Noted(JsonObject set, string annotation) =>
        int.TryParse(set.Annotation(annotation), CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>
    /// Makes the ReplicaSet's annotations those of the newest revision: the Deployment's own, and the
    /// revision with the numbers it had before.
    /// </summary>
    public static void Annotate(JsonObject set, JsonObject deployment, long revision)
    {
        var annotations = set.Child("metadata").Child("annotations");
        foreach (var (name, value) in deployment.Map("metadata", "annotations"))
        {
            if (!s_notCopied.Contains(name))
                annotations[name] = value;
        }
        var before = Of(set);
        if (before >= revision)
            return;
        annotations[Revision] = revision.ToString(CultureInfo.InvariantCulture);
        if (before > 0)
            annotations[History] = Append(annotations.Text(History), before);
    }

    /// <summary>
    /// Records the size that the Deployment had when this ReplicaSet was scaled; the base of proportional
    /// scaling.
    /// </summary>
    public static bool NoteSize(JsonObject set, int desired, int max)
    {
        if (Noted(set, Desired) == desired && Noted(set, Max) == max)
            return false;
        var annotations = set.Child("metadata").Child("annotations");
        annotations[Desired] = desired.ToString(CultureInfo.InvariantCulture);
        annotations[Max] = max.ToString(CultureInfo.InvariantCulture);
        return true;
    }

    private static string Append(string? history, long revision)
    {
        var all = string.IsNullOrEmpty(history) ? [] : history.Split(',').ToList();
        all.Add(revision.ToString(CultureInfo.InvariantCulture));
        while (all.Count > 1 && all.Sum(item => item.Length + 1) > HistoryLength)
            all.RemoveAt(0);
        return string.Join(',', all);
    }
}
