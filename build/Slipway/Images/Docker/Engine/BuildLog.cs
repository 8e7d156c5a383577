using System.Text;
using System.Text.RegularExpressions;
using Docker.DotNet.Models;
using Slipway.Reporting;

namespace Slipway.Images.Docker.Engine;

/// <summary>Follows a build by what the engine says about it.</summary>
/// <param name="service">The service that is built.</param>
/// <param name="reporter">Receives each line.</param>
internal sealed partial class BuildLog(string service, IReporter reporter) : IProgress<JSONMessage>
{
    private const int Kept = 20;

    private readonly StringBuilder _line = new();
    private readonly Queue<string> _output = new();

    /// <summary>The id of the image that was made last.</summary>
    public string? ImageId { get; private set; }

    /// <summary>The number of the step that began last, counted from one; 0 before the first.</summary>
    public int Step { get; private set; }

    /// <summary>That step, as the engine names it.</summary>
    public string StepText { get; private set; } = "Before the first step";

    /// <summary>Why the build failed; null where it did not.</summary>
    public string? Failure { get; private set; }

    /// <summary>The last lines that this step wrote.</summary>
    public IReadOnlyCollection<string> Output => _output;

    /// <inheritdoc />
    public void Report(JSONMessage value)
    {
        if (value.Aux?.ExtensionData?.TryGetValue("ID", out var id) == true)
            ImageId = id.ToString();
        foreach (var c in value.Stream ?? "")
        {
            if (c == '\n')
                EndLine();
            else
                _line.Append(c);
        }
        if (value.Status?.StartsWith("Pulling from", StringComparison.Ordinal) == true)
            reporter.Detail($"{service}: {value.Status}");
        if ((value.Error?.Message ?? value.ErrorMessage) is { } failure)
        {
            EndLine();
            Failure = failure;
        }
    }

    // Steps colour their output, and move the cursor back to paint progress.
    [GeneratedRegex(@"\x1B\[[0-9;?]*[A-Za-z]|[\x00-\x08\x0B-\x1F\x7F]")]
    private static partial Regex ControlCharacters();

    [GeneratedRegex(@"^Step (\d+)/\d+ : ")]
    private static partial Regex StepLine();

    // What the engine says about its own containers and images.
    [GeneratedRegex(@"^( ---> |Removing intermediate container )")]
    private static partial Regex EngineLine();

    private void EndLine()
    {
        var text = ControlCharacters().Replace(_line.ToString(), "").TrimEnd();
        _line.Clear();
        if (text.Length == 0 || EngineLine().IsMatch(text + " "))
            return;
        reporter.Detail($"{service}: {text}");
        if (StepLine().Match(text) is { Success: true } step)
        {
            Step = int.TryParse(
                step.Groups[1].Value,
                System.Globalization.CultureInfo.InvariantCulture,
                out var number
            )
                ? number
                : Step + 1;
            StepText = text;
            _output.Clear();
            return;
        }
        _output.Enqueue(text);
        if (_output.Count > Kept)
            _output.Dequeue();
    }
}
