using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Slipway.Targets.Logging;

/// <summary>
/// Lines at the end of a terminal that are drawn again and again. While it is shown, whatever is written to
/// <see cref="Console.Out" /> appears above it.
/// </summary>
internal sealed class LiveRegion : IDisposable
{
    private static readonly TimeSpan s_frame = TimeSpan.FromMilliseconds(100);

    private readonly TextWriter _before = Console.Out;
    private readonly Above _above;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _drawing;
    private int _removed;

    /// <summary>Shows it.</summary>
    /// <param name="console">The terminal.</param>
    /// <param name="draw">What it shows at this moment.</param>
    /// <param name="time">The clock of the frames.</param>
    public LiveRegion(IAnsiConsole console, Func<IRenderable> draw, TimeProvider time)
    {
        Console.SetOut(_above = new Above(console));
        // The cursor is hidden meanwhile; whoever ends the process in the middle must not leave it so.
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        _drawing = console
            .Live(draw())
            .AutoClear(true)
            .Overflow(VerticalOverflow.Crop)
            .StartAsync(async live =>
            {
                while (!_end.IsCancellationRequested)
                {
                    live.UpdateTarget(draw());
                    await Task.Delay(s_frame, time, _end.Token)
                        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            });
    }

    /// <summary>Removes it from the terminal.</summary>
    public void Dispose()
    {
        // The end of the process may come while it is removed.
        if (Interlocked.Exchange(ref _removed, 1) == 1)
            return;
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        _end.Cancel();
        _drawing.GetAwaiter().GetResult();
        Console.SetOut(_before);
        _before.Write(_above.Rest());
        _end.Dispose();
    }

    private void OnExit(object? sender, EventArgs e) => Dispose();

    /// <summary>Hands whole lines to the terminal, which draws the region below them again.</summary>
    private sealed class Above(IAnsiConsole console) : TextWriter
    {
        private readonly StringBuilder _line = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            lock (_line)
            {
                _line.Append(value);
                if (value == '\n')
                    Pass();
            }
        }

        public override void Write(string? value)
        {
            lock (_line)
            {
                _line.Append(value);
                if (value?.EndsWith('\n') == true)
                    Pass();
            }
        }

        public override void WriteLine(string? value) => Write($"{value}\n");

        /// <summary>What was written since the last line ended.</summary>
        public string Rest()
        {
            lock (_line)
            {
                var rest = _line.ToString();
                _line.Clear();
                return rest;
            }
        }

        // Written as it is, since it carries the colours of whoever wrote it; it replaces lines of the region, which
        // may be longer.
        private void Pass() => console.Write(new ControlCode(Rest().Replace("\n", "\e[K\n")));
    }
}
