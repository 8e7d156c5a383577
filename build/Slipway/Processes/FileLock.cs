namespace Slipway.Processes;

/// <summary>A file that one process at a time holds. The system releases it however its holder ends.</summary>
public static class FileLock
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits for the process that holds it.</summary>
    /// <param name="file">The file, created if missing.</param>
    /// <param name="waits">Called once if another process holds it.</param>
    /// <param name="time">The clock for waits.</param>
    /// <param name="ct">Stops the waiting.</param>
    /// <returns>The lock, which ends with its disposal.</returns>
    /// <exception cref="IOException">It cannot be written; nor with UnauthorizedAccessException.</exception>
    public static async Task<IDisposable> TakeAsync(
        string file,
        Action waits,
        TimeProvider time,
        CancellationToken ct
    )
    {
        for (var first = true; ; first = false)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (IsTaken(e))
            {
                if (first)
                    waits();
                await Task.Delay(s_pause, time, ct).ConfigureAwait(false);
            }
        }
    }

    // EWOULDBLOCK of flock on Linux and on macOS, and ERROR_SHARING_VIOLATION of Windows.
    private static bool IsTaken(IOException fault) => fault.HResult is 11 or 35 or unchecked((int)0x80070020);
}
