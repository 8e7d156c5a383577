using System.Runtime.InteropServices;

namespace LocalCluster.Runtime.Processes;

/// <summary>Whether the kernel can run a file, told from its first bytes as the kernel does.</summary>
internal static class ExecutableFormat
{
    /// <summary>Why not; null when it can.</summary>
    public static string? Refuse(string program)
    {
        using var file = File.OpenRead(program);
        Span<byte> head = stackalloc byte[20];
        var count = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return !OperatingSystem.IsLinux() || CanRun(head[..count], RuntimeInformation.OSArchitecture)
            ? null
            : $"exec {program}: exec format error";
    }

    /// <summary>ELF for this machine, or a script that names its interpreter. Pure.</summary>
    internal static bool CanRun(ReadOnlySpan<byte> head, Architecture machine)
    {
        if (head is [(byte)'#', (byte)'!', ..])
            return true;
        if (head is not [0x7f, (byte)'E', (byte)'L', (byte)'F', ..] || head.Length < 20)
            return false;
        var wanted = machine switch
        {
            Architecture.X64 => (62, 3),
            Architecture.Arm64 => (183, 40),
            _ => (-1, -1),
        };
        var actual = head[18] | (head[19] << 8);
        return wanted.Item1 < 0 || actual == wanted.Item1 || actual == wanted.Item2;
    }
}
