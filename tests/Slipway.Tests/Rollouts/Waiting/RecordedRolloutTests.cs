using System.Globalization;
using System.Text.Json;
using Slipway.Kubernetes.Objects;
using Slipway.Kubernetes.Watching;
using Slipway.Rollouts.Waiting;
using Slipway.Values;

namespace Slipway.Tests.Rollouts.Waiting;

/// <summary>
/// What the watches of a real API server (1.26, kubelet, containerd) delivered while Deployments and Jobs came,
/// changed and failed, and what is told of it.
/// </summary>
public sealed class RecordedRolloutTests
{
    private static readonly string s_folder = Path.Combine(
        AppContext.BaseDirectory,
        "Rollouts/Waiting/Recorded"
    );

    [Fact]
    public void Everything_that_a_real_cluster_delivered_is_told_as_expected()
    {
        var told = string.Join('\n', Told()) + "\n";
        var expected = File.ReadAllText(Path.Combine(s_folder, "told.txt")).ReplaceLineEndings("\n");
        Assert.Equal(expected, told);
    }

    private static IEnumerable<string> Told()
    {
        var picture = new RolloutState();
        var workloads = new Dictionary<string, KubeObject>();
        var last = new Dictionary<string, string>();
        foreach (var line in File.ReadLines(Path.Combine(s_folder, "rollouts.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var entry = document.RootElement;
            if (entry.TryGetProperty("note", out var note))
            {
                yield return $"-- {note.GetString()}";
                continue;
            }
            var obj = KubeObject.From(entry.GetProperty("object"));
            var uid = RolloutState.Uid(obj);
            var type = Enum.Parse<WatchEventType>(entry.GetProperty("type").GetString()!, ignoreCase: true);
            if (obj.Kind is "Deployment" or "Job")
                workloads[uid] = obj;
            foreach (var changed in picture.Take(new WatchEvent(type, obj), live: true))
            {
                if (!workloads.TryGetValue(changed, out var workload))
                    continue;
                var verdict = RolloutJudge.Judge(workload, picture, oldNewsCount: true);
                var now = Words(verdict);
                if (last.GetValueOrDefault(changed) == now)
                    continue;
                last[changed] = now;
                var time = entry.GetProperty("t").GetDouble().ToString("0.0", CultureInfo.InvariantCulture);
                yield return $"{time} {ObjectKey.Of(workload).Display}: {now}";
            }
        }
    }

    private static string Words(RolloutJudge.Verdict verdict) =>
        $"{verdict.Counts?.Words ?? "?"}; {(verdict.Readiness.State == ReadinessState.Ready ? "done" : verdict.WaitsFor)}"
        + (verdict.Faults.Any(f => f.Fault.IsFatal) ? " [fatal]" : "");
}
