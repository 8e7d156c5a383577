using System.Text;

namespace Nuke.Common.Tooling;

/// <summary>
/// What a tool is started with. Options never change: every setter returns a changed copy, so that one set
/// can be the base of several.
/// </summary>
public abstract class ToolOptions
{
    internal string ProcessToolPath { get; set; }

    internal string ProcessWorkingDirectory { get; set; }

    internal IReadOnlyDictionary<string, string> ProcessEnvironmentVariables { get; set; } =
        new Dictionary<string, string>();

    internal IReadOnlyList<string> ProcessAdditionalArguments { get; set; } = [];

    internal int? ProcessExecutionTimeout { get; set; }

    internal bool? ProcessOutputLogging { get; set; }

    internal bool? ProcessInvocationLogging { get; set; }

    internal abstract string Verb { get; }

    /// <summary>The command line behind the tool's name.</summary>
    internal string Render()
    {
        var arguments = new ArgumentList();
        Write(arguments);
        var text = new StringBuilder(Verb);
        foreach (var word in arguments.Words.Concat(ProcessAdditionalArguments).Concat(Trailing()))
            text.Append(text.Length > 0 ? " " : "").Append(word);
        return text.ToString();
    }

    internal abstract void Write(ArgumentList arguments);

    /// <summary>Words that must come last.</summary>
    internal virtual IEnumerable<string> Trailing() => [];

    internal T With<T>(Action<T> change)
        where T : ToolOptions
    {
        var copy = (T)MemberwiseClone();
        change(copy);
        return copy;
    }
}
