using System.Diagnostics;
using System.Text;

namespace NukeCommon.Tests.Running;

/// <summary>The sample build as a user starts it: a process of its own, in a repository of its own.</summary>
internal sealed class SampleProgram : IDisposable
{
    private static readonly string[] s_inherited =
    [
        "PATH",
        "HOME",
        "TMPDIR",
        "TEMP",
        "SystemRoot",
        "USERPROFILE",
    ];

    /// <summary>Where the runtime of this very process lies.</summary>
    private static readonly string s_dotNetDirectory = Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..")
    );

    internal SampleProgram() => System.IO.Directory.CreateDirectory(Path.Combine(Directory, ".nuke"));

    internal string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("sample-build-").FullName;

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    internal async Task<(int ExitCode, string Output)> Run(
        IEnumerable<string> arguments,
        IEnumerable<KeyValuePair<string, string>> variables
    )
    {
        using var process = Start(arguments, variables);
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }

    internal Process Start(IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> variables)
    {
        var start = new ProcessStartInfo(Path.Combine(s_dotNetDirectory, "dotnet"))
        {
            WorkingDirectory = Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "SampleBuild.dll") },
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var name in s_inherited)
            start.Environment[name] = Environment.GetEnvironmentVariable(name);
        start.Environment["PATH"] = s_dotNetDirectory + Path.PathSeparator + start.Environment["PATH"];
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
