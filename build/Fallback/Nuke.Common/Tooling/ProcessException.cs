using System.Text;

namespace Nuke.Common.Tooling;

/// <summary>A process exited with a code other than 0.</summary>
public class ProcessException : Exception
{
    internal ProcessException(IProcess process)
        : base(Describe(process)) => ExitCode = process.ExitCode;

    internal int ExitCode { get; }

    private static string Describe(IProcess process)
    {
        var name = Path.GetFileName(process.FileName);
        var text = new StringBuilder()
            .AppendLine($"Process '{name}' exited with code {process.ExitCode}.")
            .AppendLine($"   > {ProcessTasks.Quote(process.FileName)} {process.Arguments}".TrimEnd())
            .AppendLine($"   @ {process.WorkingDirectory}");
        Append(text, "Error output:", process.Output.Where(x => x.Type == OutputType.Err));
        if (process.Output.All(x => x.Type == OutputType.Std))
            Append(text, "Standard output:", process.Output);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string heading, IEnumerable<Output> lines)
    {
        foreach (var (index, line) in lines.Index())
        {
            if (index == 0)
                text.AppendLine(heading);
            text.AppendLine($"   {line.Text}");
        }
    }
}
