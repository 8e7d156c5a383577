namespace Slipway.Releases;

/// <summary>The holder of an application's lock, or one that waits for it.</summary>
/// <param name="User">The user.</param>
/// <param name="Machine">The machine.</param>
/// <param name="Process">The process on it.</param>
/// <param name="Command">What it does, for example <c>Deploy --env staging</c>; no secrets.</param>
public sealed record LockHolder(string User, string Machine, int Process, string Command)
{
    /// <summary>This process.</summary>
    public static LockHolder Current(string command) =>
        new(Environment.UserName, Environment.MachineName, Environment.ProcessId, command);

    /// <summary>The text form, <c>anna@build-7/4711 Deploy --env staging</c>.</summary>
    public override string ToString() => $"{User}@{Machine}/{Process} {Command}";
}
