using System.Globalization;

namespace Slipway.Processes;

/// <summary>
/// A process, so that another one on the same machine recognises it: process ids alone are reused, and are the
/// same in every container.
/// </summary>
/// <param name="Boot">The kernel's boot id: another one means another machine, or an earlier life of this.</param>
/// <param name="Namespaces">The process and time namespaces in which the id and the start time count.</param>
/// <param name="Id">The process id.</param>
/// <param name="Started">When it started, in the kernel's ticks since boot.</param>
public sealed record ProcessIdentity(string Boot, string Namespaces, int Id, long Started)
{
    /// <summary>This process; null where the system does not tell (anywhere but on Linux).</summary>
    public static ProcessIdentity? Current { get; } = LinuxProcesses.Own();

    /// <summary>The form that <see cref="Parse"/> reads.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Boot}/{Namespaces}/{Id}/{Started}");

    /// <summary>Reads the text form; null where it is something else.</summary>
    public static ProcessIdentity? Parse(string text) =>
        text.Split('/') is [{ Length: > 0 } boot, { Length: > 0 } namespaces, var id, var started]
        && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && long.TryParse(started, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            ? new ProcessIdentity(boot, namespaces, number, ticks)
            : null;

    /// <summary>
    /// Whether this process has certainly ended. False for whatever is in doubt: a process of another machine
    /// or container, or one that this process may not look at.
    /// </summary>
    /// <param name="observer">Who asks; null for a process that does not know where it is.</param>
    /// <param name="look">What the observer sees under a process id.</param>
    public bool HasEnded(ProcessIdentity? observer, Func<int, ProcessSighting> look)
    {
        if (observer?.Boot != Boot || observer.Namespaces != Namespaces)
            return false;
        var seen = look(Id);
        return !seen.Exists || (seen.Started is { } started && started != Started);
    }
}

/// <summary>What is under a process id.</summary>
/// <param name="Exists">Whether there is, or may be, a process.</param>
/// <param name="Started">When it started, as in <see cref="ProcessIdentity"/>; null where that is not known.</param>
public readonly record struct ProcessSighting(bool Exists, long? Started);
