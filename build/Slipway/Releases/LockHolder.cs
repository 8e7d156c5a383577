using Slipway.Processes;

namespace Slipway.Releases;

/// <summary>The holder of an application's lock, or one that waits for it.</summary>
/// <param name="User">Who runs the command.</param>
/// <param name="Machine">The machine.</param>
/// <param name="Process">The process on it.</param>
/// <param name="Command">What it does, for example <c>Deploy --env staging</c>; no secrets.</param>
public sealed record LockHolder(string User, string Machine, int Process, string Command)
{
    /// <summary>
    /// How another process on the machine can tell whether this one has ended; null where it cannot.
    /// </summary>
    public ProcessIdentity? Identity { get; init; }

    /// <summary>This process.</summary>
    /// <param name="user">Who runs the command.</param>
    /// <param name="command">What it does.</param>
    public static LockHolder Current(string user, string command) =>
        new(user, Environment.MachineName, Environment.ProcessId, command)
        {
            Identity = ProcessIdentity.Current,
        };

    /// <summary>
    /// The text form, <c>anna on build-7/4711: Deploy --env staging</c>, and in brackets what only machines
    /// read.
    /// </summary>
    public override string ToString() =>
        $"{User} on {Machine}/{Process}: {Command}" + (Identity is null ? "" : $" [{Identity}]");

    /// <summary>Reads what a Lease says of its holder, whoever wrote it.</summary>
    /// <returns>The part for people, and the process where it is told.</returns>
    internal static (string Text, ProcessIdentity? Process) Read(string holder)
    {
        var at = holder.LastIndexOf(" [", StringComparison.Ordinal);
        return at >= 0 && holder.EndsWith(']') && ProcessIdentity.Parse(holder[(at + 2)..^1]) is { } process
            ? (holder[..at], process)
            : (holder, null);
    }
}
