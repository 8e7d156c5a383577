using Slipway.Formats;
using Slipway.Pipeline.Logs;
using Slipway.Values;

namespace Slipway.Targets.Delivering;

/// <summary>Reads what the command line says about logs.</summary>
internal static class LogOptions
{
    private const int UsualTail = 100;

    /// <summary>Which logs are wanted.</summary>
    /// <exception cref="LogOptionsException">An option has no meaning.</exception>
    public static LogChoices Read(string? service, string? since, int? tail, bool previous, bool follow)
    {
        if (previous && follow)
            throw new LogOptionsException(
                "--previous",
                "what ended writes nothing any more",
                "Leave out --follow."
            );
        if (tail < 0)
            throw new LogOptionsException("--tail", $"{tail} is no number of lines", "Give a number from 0.");
        TimeSpan? age = null;
        if (since is not null)
            age = Duration.TryParse(since, out var duration)
                ? duration
                : throw new LogOptionsException(
                    "--since",
                    $"'{VisibleText.Line(since)}' is no duration",
                    "Write it like 90s, 10m or 2h."
                );
        return new LogChoices(service, age, tail ?? (since is null ? UsualTail : null), previous);
    }
}

/// <summary>An option of <c>Logs</c> has no meaning.</summary>
internal sealed class LogOptionsException(string option, string why, string next)
    : Refusal($"{option}: {why}", "the command line", next);
