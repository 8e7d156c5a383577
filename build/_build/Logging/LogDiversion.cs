using Slipway.Targets.CommandLine;

namespace Slipway.Targets.Logging;

/// <summary>
/// Keeps the log out of standard output while a query runs. NUKE and Serilog write to
/// <see cref="Console.Out"/>, which is what this replaces.
/// </summary>
internal sealed class LogDiversion : IDisposable
{
    private readonly TextWriter _before = Console.Out;
    private readonly StringWriter? _held;

    /// <summary>Starts it.</summary>
    public LogDiversion(LogPlace place)
    {
        switch (place)
        {
            case LogPlace.Errors:
                Console.SetOut(Console.Error);
                break;
            case LogPlace.OnFailure:
                _held = new StringWriter();
                Console.SetOut(_held);
                break;
        }
    }

    /// <summary>Shows what was held back.</summary>
    public void ShowHeld()
    {
        if (_held is not null)
            Console.Error.Write(_held);
    }

    /// <inheritdoc />
    public void Dispose() => Console.SetOut(_before);
}
