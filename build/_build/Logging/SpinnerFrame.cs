using Spectre.Console;
using Spectre.Console.Rendering;

namespace Slipway.Targets.Logging;

/// <summary>A spinner as it looks at one moment, so that a terminal shows that the command is alive.</summary>
/// <param name="now">On any clock.</param>
internal sealed class SpinnerFrame(TimeSpan now) : IRenderable
{
    /// <inheritdoc />
    public Measurement Measure(RenderOptions options, int maxWidth) => new(1, 1);

    /// <inheritdoc />
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var spinner = options.Unicode ? Spinner.Known.Dots : Spinner.Known.Line;
        var frame = (int)(now / spinner.Interval) % spinner.Frames.Count;
        yield return new Segment(spinner.Frames[frame], new Style(Color.Blue));
    }
}
