using Spectre.Console;
using Spectre.Console.Rendering;

namespace Slipway.Targets.Logging;

/// <summary>How much of a whole is done, as a bar.</summary>
/// <param name="share">Parts that are done, and all parts.</param>
/// <param name="width">In cells.</param>
internal sealed class ShareBar((long Done, long Of) share, int width) : IRenderable
{
    /// <inheritdoc />
    public Measurement Measure(RenderOptions options, int maxWidth) => new(width, width);

    /// <inheritdoc />
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var done = share.Of <= 0 ? 0 : (int)Math.Clamp(share.Done * width / share.Of, 0, width);
        var (full, rest) = options.Unicode ? ('━', '─') : ('#', '-');
        yield return new Segment(new string(full, done), new Style(Color.Green));
        yield return new Segment(new string(rest, width - done), new Style(decoration: Decoration.Dim));
    }
}
