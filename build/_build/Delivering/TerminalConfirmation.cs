using Slipway.Pipeline;
using Slipway.Values;

namespace Slipway.Targets.Delivering;

/// <summary>Asks the person at the terminal.</summary>
internal sealed class TerminalConfirmation : IConfirmation
{
    private TerminalConfirmation() { }

    /// <summary>The person, or null where there is none: in CI, and where input or output is redirected.</summary>
    public static IConfirmation? OfThisProcess() =>
        Console.IsInputRedirected
        || Console.IsOutputRedirected
        || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"))
            ? null
            : new TerminalConfirmation();

    /// <inheritdoc />
    public async Task<bool> AskAsync(string question, CancellationToken cancellation)
    {
        Console.Write($"{VisibleText.Block(question)} [y/N] ");
        // The read itself cannot be stopped; Ctrl-C must not wait for it.
        var answer = await Task.Run(Console.ReadLine, CancellationToken.None).WaitAsync(cancellation);
        return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
    }
}
