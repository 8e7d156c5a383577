using System.Runtime.InteropServices;

namespace LocalCluster.Hosting.Cli;

/// <summary>
/// Returns memory to the system when the cluster is idle. After a burst of work the garbage collector and the
/// C library keep their memory for later, and an idle cluster never triggers them to release it.
/// </summary>
internal static class IdleMemory
{
    private const long LeastAllocated = 4 << 20;
    private const long MostAtRest = 2 << 20;
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(5);

    private delegate int MallocTrim(nint pad);

    public static async Task RunAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var (before, collected) = (0L, 0L);
        var trim = OfLibrary();
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(s_period, time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var allocated = GC.GetTotalAllocatedBytes();
            if (IsWorthIt(allocated - before, allocated - collected, GC.GetTotalMemory(false)))
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                trim?.Invoke(0);
                collected = allocated;
            }
            before = allocated;
        }
    }

    /// <summary>
    /// Whether little happened in the last period but much since the last collection: the larger the heap,
    /// the more, since looking through it takes longer.
    /// </summary>
    /// <param name="lately">Bytes allocated in the last period.</param>
    /// <param name="sinceCollected">Bytes allocated since the last collection.</param>
    /// <param name="heap">The heap's size in bytes.</param>
    internal static bool IsWorthIt(long lately, long sinceCollected, long heap) =>
        lately < MostAtRest && sinceCollected > Math.Max(LeastAllocated, heap / 4);

    /// <summary>glibc's malloc_trim(3); null if the C library is another.</summary>
    private static MallocTrim? OfLibrary() =>
        OperatingSystem.IsLinux()
        && NativeLibrary.TryLoad("libc.so.6", out var library)
        && NativeLibrary.TryGetExport(library, "malloc_trim", out var address)
            ? Marshal.GetDelegateForFunctionPointer<MallocTrim>(address)
            : null;
}
