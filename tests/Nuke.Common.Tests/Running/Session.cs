namespace NukeCommon.Tests.Running;

/// <summary>
/// A file that tells what a user types and sees. <c>&lt; path text</c> is a file of the repository,
/// <c>$ NAME=value arguments</c> a run, followed by its exit code and its output.
/// </summary>
internal sealed record Session(
    IReadOnlyList<(string Path, string Text)> Files,
    IReadOnlyList<SessionStep> Steps
)
{
    internal static Session Read(string file)
    {
        var files = new List<(string, string)>();
        var steps = new List<SessionStep>();
        foreach (var line in File.ReadLines(file))
        {
            if (steps.Count == 0 && line.StartsWith("< ", StringComparison.Ordinal))
            {
                var words = line.Split(' ', 3);
                files.Add((words[1], words[2]));
            }
            else if (line.StartsWith('$'))
            {
                steps.Add(SessionStep.Parse(line[1..]));
            }
            else if (line.StartsWith("exit: ", StringComparison.Ordinal))
            {
                steps[^1] = steps[^1] with { ExitCode = int.Parse(line[6..], provider: null) };
            }
            else
            {
                steps[^1] = steps[^1] with { Output = steps[^1].Output + line + "\n" };
            }
        }

        return new Session(files, steps);
    }
}
