namespace LocalCluster.Api.Http.Streams.Channels;

/// <summary>Runs a connection's reader and its work concurrently.</summary>
internal static class ConnectionSession
{
    /// <summary>
    /// How long the client may take to close the connection after the last word; closing it under the
    /// client's feet could cost it that word.
    /// </summary>
    private static readonly TimeSpan s_parting = TimeSpan.FromSeconds(5);

    /// <param name="reading">Reads until the client closes; must end when cancelled.</param>
    /// <param name="session">The work; it is cancelled when the client has closed.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stopping">Ends both.</param>
    public static async Task RunAsync(
        Func<CancellationToken, Task> reading,
        Func<CancellationToken, Task> session,
        TimeProvider time,
        CancellationToken stopping
    )
    {
        using var closed = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var read = CancelAfterAsync(reading(ended.Token), closed);
        try
        {
            await session(closed.Token);
        }
        catch (Exception e)
            when (closed.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            // The client has gone, or the cluster stops.
        }
        finally
        {
            using var timer = time.CreateTimer(
                _ => ended.Cancel(),
                null,
                s_parting,
                Timeout.InfiniteTimeSpan
            );
            await ((Task)read).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        if (!ended.IsCancellationRequested)
            await read;
    }

    private static async Task CancelAfterAsync(Task reading, CancellationTokenSource closed)
    {
        try
        {
            await reading;
        }
        finally
        {
            await closed.CancelAsync();
        }
    }
}
