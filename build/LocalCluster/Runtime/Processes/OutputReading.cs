namespace LocalCluster.Runtime.Processes;

/// <summary>
/// Reads a program's output on a thread of its own: reads of a terminal block, and a container lives for
/// long.
/// </summary>
internal static class OutputReading
{
    private const int ReaderStack = 128 << 10;
    private const int PartSize = 8 << 10;

    /// <summary>Begins to read.</summary>
    /// <param name="output">The output.</param>
    /// <param name="take">Takes each part, on that thread; the memory is its own until it returns.</param>
    /// <returns>Completes at the end of the output.</returns>
    public static Task BeginAsync(Stream output, Action<ReadOnlyMemory<byte>> take)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Read(output, take, done), ReaderStack)
        {
            IsBackground = true,
            Name = "container output",
        };
        thread.Start();
        return done.Task;
    }

    private static void Read(Stream output, Action<ReadOnlyMemory<byte>> take, TaskCompletionSource done)
    {
        try
        {
            var buffer = new byte[PartSize];
            int count;
            while ((count = output.Read(buffer)) > 0)
                take(buffer.AsMemory(0, count));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // A terminal ends so; or the stream was closed because a grandchild kept it open past the end.
        }
        done.SetResult();
    }
}
