using System.Text.RegularExpressions;

namespace Slipway.Values;

/// <summary>The disk is full, or may not be written to or read from.</summary>
public sealed partial class DiskRefusal(string what, string where, string next) : Refusal(what, where, next)
{
    // ENOSPC, EDQUOT and EROFS as .NET reports them, and those of Windows (ERROR_DISK_FULL,
    // ERROR_HANDLE_DISK_FULL, ERROR_WRITE_PROTECT).
    private const int NoSpace = 28;
    private const int QuotaOfLinux = 122;
    private const int QuotaOfMac = 69;
    private const int ReadOnlySystem = 30;
    private const int DiskFull = unchecked((int)0x80070070);
    private const int HandleDiskFull = unchecked((int)0x80070027);
    private const int WriteProtected = unchecked((int)0x80070013);

    /// <summary>The refusal for a fault that comes from the disk; null for any other.</summary>
    /// <param name="fault">What happened.</param>
    /// <param name="where">The file or folder that was written to.</param>
    public static DiskRefusal? For(Exception fault, string where) =>
        fault switch
        {
            AggregateException { InnerExceptions: var all } => all.Select(one => For(one, where)).ToList()
                is var found
            && found.All(one => one is not null)
                ? found.FirstOrDefault()
                : null,
            IOException { HResult: NoSpace or QuotaOfLinux or QuotaOfMac or DiskFull or HandleDiskFull } =>
                Full(fault.Message, where),
            IOException when SaysFull(fault.Message) => Full(fault.Message, where),
            IOException { HResult: ReadOnlySystem or WriteProtected } or UnauthorizedAccessException => new(
                $"Cannot read or write this path: {fault.Message}",
                where,
                "Give this user access to it (or mount it writable) and run the command again."
            ),
            _ => null,
        };

    /// <summary>
    /// Whether a message is about a full disk: the system's, which MSBuild passes on, or that of .NET where
    /// it preallocates a file, whose exception has no error code.
    /// </summary>
    public static bool SaysFull(string words) => FullWords().IsMatch(words);

    /// <summary>No space is left.</summary>
    public static DiskRefusal Full(string why, string where) =>
        new(
            $"No space left on the disk: {why}",
            where,
            "Free some space and run the command again. Finished work is kept."
        );

    [GeneratedRegex(
        "No space left on device|not enough space on the disk|the disk was full|Disk quota exceeded"
    )]
    private static partial Regex FullWords();
}
