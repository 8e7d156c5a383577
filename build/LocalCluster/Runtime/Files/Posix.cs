using System.ComponentModel;
using System.Runtime.InteropServices;

namespace LocalCluster.Runtime.Files;

/// <summary>The few calls of POSIX that the BCL does not offer.</summary>
internal static class Posix
{
    public const int SigKill = 9;
    public const int SigTerm = 15;

    /// <summary>A second name for a file (link(2)).</summary>
    /// <exception cref="IOException">The file system refused, for example across devices.</exception>
    public static void Link(string existing, string name) =>
        Check(NativeLink(existing, name), $"'{name}' cannot be linked to '{existing}'");

    /// <summary>Renames anything, links to folders too, in one step (rename(2)).</summary>
    /// <exception cref="IOException">The file system refused.</exception>
    public static void Rename(string from, string to) =>
        Check(NativeRename(from, to), $"'{from}' cannot be renamed to '{to}'");

    /// <summary>
    /// Sends a signal to a process, or with a negative id to its group; false if there is no such process.
    /// </summary>
    public static bool Signal(int process, int signal) => NativeKill(process, signal) == 0;

    private static void Check(int result, string what)
    {
        if (result != 0)
            throw new IOException($"{what}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}.");
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    private static extern int NativeLink(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string existing,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name
    );

    [DllImport("libc", EntryPoint = "rename", SetLastError = true)]
    private static extern int NativeRename(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string from,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string to
    );

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int NativeKill(int process, int signal);
}
