using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Api.Pods;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Runtime.Containers;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Runtime.Logs;

/// <summary>The logs of all containers: written by the runtime, read through the API.</summary>
internal sealed class PodLogs(ClusterView view, PodFolders folders, TimeProvider time) : IPodLogs
{
    private readonly ConcurrentDictionary<string, ContainerLog> _open = new();

    /// <summary>Opens the log of a run; the one before is kept, older ones go.</summary>
    public ContainerLog Open(JsonObject pod, string container, int restart)
    {
        var path = PathOf(pod.Uid(), container, restart);
        var outdated = PathOf(pod.Uid(), container, restart - 2);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        if (restart >= 2)
        {
            File.Delete(outdated);
            File.Delete(ContainerLog.RotatedOf(outdated));
            _open.TryRemove(outdated, out _);
        }
        var log = new ContainerLog(path, time);
        _open[path] = log;
        return log;
    }

    public async Task CopyAsync(
        string ns,
        string pod,
        PodLogOptions options,
        Stream output,
        CancellationToken cancellationToken
    )
    {
        var obj = view.Get(Kinds.Pod, ns, pod)
            ?? throw new ApiException(404, "NotFound", $"pods \"{pod}\" not found");
        var status = obj.Items("status", "containerStatuses")
            .Concat(obj.Items("status", "initContainerStatuses"))
            .FirstOrDefault(item => item.Text("name") == options.Container);
        var path = Choose(obj, options, status.Count("restartCount"));
        if (
            path is null
            && !options.Previous
            && status?["state"] is JsonObject state
            && !state.ContainsKey("waiting")
        )
            return; // A simulated container runs and says nothing.
        await LogReader.CopyAsync(
            path ?? throw Refuse(obj, options, status),
            _open.GetValueOrDefault(path),
            options,
            time.GetUtcNow(),
            output,
            cancellationToken
        );
    }

    public void Forget(string uid)
    {
        var prefix = folders.Pod(uid) + "/";
        foreach (var path in _open.Keys.Where(path => path.StartsWith(prefix, StringComparison.Ordinal)))
        {
            if (_open.TryRemove(path, out var log))
                log.Dispose();
        }
    }

    /// <summary>The log of the present run, or, while the next one waits to start, of the last.</summary>
    private string? Choose(JsonObject pod, PodLogOptions options, int restarts)
    {
        string[] runs = options.Previous
            ? [PathOf(pod.Uid(), options.Container, restarts - 1)]
            :
            [
                PathOf(pod.Uid(), options.Container, restarts),
                PathOf(pod.Uid(), options.Container, restarts - 1),
            ];
        return runs.FirstOrDefault(File.Exists);
    }

    private static ApiException Refuse(JsonObject pod, PodLogOptions options, JsonObject? status)
    {
        var which = $"container \"{options.Container}\" in pod \"{pod.Name()}\"";
        if (options.Previous)
            return new ApiException(400, "BadRequest", $"previous terminated {which} not found");
        var reason = status.Text("state", "waiting", "reason") ?? "ContainerCreating";
        var doing = reason is "ErrImagePull" or "ImagePullBackOff"
            ? "trying and failing to pull image"
            : $"waiting to start: {reason}";
        return new ApiException(400, "BadRequest", $"{which} is {doing}");
    }

    private string PathOf(string uid, string container, int restart) =>
        Path.Combine(
            folders.Container(uid, container),
            "logs",
            restart.ToString(CultureInfo.InvariantCulture) + ".log"
        );
}
