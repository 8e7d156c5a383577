namespace Slipway.Rollouts.Waiting;

/// <summary>What to do about a container, by what the runtime says of it.</summary>
internal static class ContainerHints
{
    /// <summary>A word for how it ended, and what to do about it.</summary>
    public static (string Reason, string Hint) Crash(ContainerEnd end) =>
        end switch
        {
            { Reason: "OOMKilled" } => (
                "OOMKilled",
                "It needs more memory than its limit; raise resources.limits.memory or find the leak."
            ),
            { ExitCode: 0 } => (
                "Completed",
                "A service must keep running, but its program exited by itself."
            ),
            { ExitCode: 137 } => (
                "Killed",
                "It was killed from outside: a liveness probe that failed, or the node ran out of memory."
            ),
            { ExitCode: 126 or 127 } => (
                "CannotExecute",
                "The command is not in the image, or is not executable."
            ),
            _ => ("Crash", "Check its last log lines."),
        };

    /// <summary>What to do about a program that cannot be started.</summary>
    public static string Start(string message) =>
        message switch
        {
            _ when Says(message, "exec format error") =>
                "The image was built for another architecture; build it for the nodes' platform.",
            _ when Says(message, "no such file or directory") || Says(message, "executable file not found") =>
                "The command is not in the image; check command and args, and the image's entry point.",
            _ when Says(message, "permission denied") =>
                "The container's user is not allowed to execute the command.",
            _ => "Check the command, the mounts and the security context.",
        };

    /// <summary>What to do about an image that cannot be pulled.</summary>
    public static string Pull(string message) =>
        message switch
        {
            _ when Says(message, "not found") || Says(message, "manifest unknown") =>
                "The registry has no such image; push it, or correct its name.",
            _ when Says(message, "unauthorized")
                    || Says(message, "403")
                    || Says(message, "denied")
                    || Says(message, "401") =>
                "The nodes are not authorized to read this repository; give the ServiceAccount an imagePullSecret.",
            _ when Says(message, "x509") || Says(message, "http: server gave HTTP response") =>
                "The nodes do not trust the registry's certificate, or it speaks plain HTTP.",
            _ => "Check that the nodes reach the registry.",
        };

    private static bool Says(string message, string words) =>
        message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
