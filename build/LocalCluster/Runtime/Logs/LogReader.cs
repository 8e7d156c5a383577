using LocalCluster.Api.Pods;

namespace LocalCluster.Runtime.Logs;

/// <summary>Sends a log file, and with <c>follow</c> what comes after, until the container ends.</summary>
internal static class LogReader
{
    public static async Task CopyAsync(
        string path,
        ContainerLog? live,
        PodLogOptions options,
        DateTimeOffset now,
        Stream output,
        CancellationToken cancellationToken
    )
    {
        var selection = new LogSelection(options, now);
        var more = live?.More;
        var rotations = live?.Rotations ?? 0;
        var rotated = ContainerLog.RotatedOf(path);
        var file = new LineFile(path);
        try
        {
            var before = File.Exists(rotated) ? File.ReadLines(rotated) : [];
            await SendAsync(selection.Tail(before.Concat(file.Next())), selection, output, cancellationToken);
            while (options.Follow && live is not null && !selection.IsExhausted)
            {
                var isLast = live.IsClosed;
                await more!.WaitAsync(cancellationToken);
                more = live.More;
                await SendAsync(file.Next(), selection, output, cancellationToken);
                if (live.Rotations != rotations)
                {
                    rotations = live.Rotations;
                    await SendAsync(file.Next(), selection, output, cancellationToken);
                    file.Dispose();
                    file = new LineFile(path);
                    await SendAsync(file.Next(), selection, output, cancellationToken);
                }
                if (isLast)
                    return;
            }
        }
        finally
        {
            file.Dispose();
        }
    }

    private static async Task SendAsync(
        IEnumerable<string> lines,
        LogSelection selection,
        Stream output,
        CancellationToken cancellationToken
    )
    {
        foreach (var line in lines)
            await output.WriteAsync(selection.Render(line), cancellationToken);
        await output.FlushAsync(cancellationToken);
    }
}
