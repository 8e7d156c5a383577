using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using LocalCluster.Api.Pods;
using Microsoft.Win32.SafeHandles;

namespace LocalCluster.Runtime.Processes;

/// <summary>A pseudo terminal (pty(7)): programs have its path, this process has the other side.</summary>
internal sealed class Terminal : IDisposable
{
    private const int ReadWrite = 2;
    private const int NoControl = 0x100;
    private const int CloseOnExec = 0x80000;
    private const ulong SetSize = 0x5414;

    private readonly SafeFileHandle _main;
    private readonly SafeFileHandle _held;

    private Terminal(SafeFileHandle main, SafeFileHandle held, string path)
    {
        (_main, _held, Path) = (main, held, path);
        Stream = new FileStream(main, FileAccess.ReadWrite, bufferSize: 0);
    }

    /// <summary>What programs open.</summary>
    public string Path { get; }

    /// <summary>
    /// What programs write, and what they read. Reading fails with an <see cref="IOException"/> when nobody
    /// holds the terminal any more.
    /// </summary>
    public Stream Stream { get; }

    /// <exception cref="ContainerStartException">The system has none.</exception>
    public static Terminal Open()
    {
        if (!OperatingSystem.IsLinux())
            throw new ContainerStartException("terminals are served on Linux only");
        var main = new SafeFileHandle(posix_openpt(ReadWrite | NoControl | CloseOnExec), ownsHandle: true);
        var number = (int)main.DangerousGetHandle();
        var name = new byte[64];
        if (
            main.IsInvalid
            || grantpt(number) != 0
            || unlockpt(number) != 0
            || ptsname_r(number, name, (nuint)name.Length) != 0
        )
            throw Failure(main);
        var path = Encoding.ASCII.GetString(name.AsSpan(0, Array.IndexOf(name, (byte)0)));
        // Held until the program has started, or reading would end before it opened its side.
        var held = new SafeFileHandle(open(path, ReadWrite | NoControl | CloseOnExec), ownsHandle: true);
        return held.IsInvalid ? throw Failure(main) : new Terminal(main, held, path);
    }

    /// <summary>From now on only programs hold the terminal, and it ends with the last of them.</summary>
    public void Release() => _held.Dispose();

    public void Resize(TerminalSize size)
    {
        if (_main.IsClosed)
            return;
        ushort[] window = [size.Height, size.Width, 0, 0];
        _ = ioctl(_main, SetSize, window);
    }

    public void Dispose()
    {
        _held.Dispose();
        Stream.Dispose();
    }

    private static ContainerStartException Failure(SafeFileHandle main)
    {
        var why = new Win32Exception(Marshal.GetLastPInvokeError()).Message;
        main.Dispose();
        return new ContainerStartException($"failed to open a terminal: {why}");
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int posix_openpt(int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int grantpt(int terminal);

    [DllImport("libc", SetLastError = true)]
    private static extern int unlockpt(int terminal);

    [DllImport("libc", SetLastError = true)]
    private static extern int ptsname_r(int terminal, byte[] name, nuint length);

    [DllImport("libc", SetLastError = true)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int ioctl(SafeFileHandle terminal, ulong request, ushort[] window);
}
