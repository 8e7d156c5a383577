using Spectre.Console;
using Spectre.Console.Rendering;

namespace Slipway.Targets.Logging;

/// <summary>
/// Text that takes the room that others leave, so that they stay where they are, and ends in an ellipsis where that is
/// not enough.
/// </summary>
/// <param name="text">One line.</param>
internal sealed class OneLine(string text) : IRenderable
{
    private const int Least = 8;
    private readonly Segment _text = new(text);

    /// <inheritdoc />
    public Measurement Measure(RenderOptions options, int maxWidth) =>
        new(Math.Min(Least, maxWidth), maxWidth);

    /// <inheritdoc />
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        Segment.SplitOverflow(_text, options.Unicode ? Overflow.Ellipsis : Overflow.Crop, maxWidth).Take(1);
}
