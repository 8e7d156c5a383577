using System.ComponentModel;
using Slipway.Processes;

namespace Slipway.Images.Publishing;

/// <summary>Runs the <c>dotnet</c> program.</summary>
internal static class DotNetProgram
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">
    /// Its working directory, which decides through global.json which SDK is used.
    /// </param>
    /// <param name="ct">Cancels the operation, with all processes that it started.</param>
    /// <returns>The exit code, and the lines that it printed to either stream.</returns>
    /// <exception cref="PublishRefusal">There is no such program.</exception>
    public static async Task<(int ExitCode, IReadOnlyList<string> Output)> RunAsync(
        IEnumerable<string> arguments,
        string folder,
        CancellationToken ct
    )
    {
        try
        {
            return await new Subprocess(DotNetHost.Path, arguments)
            {
                WorkingDirectory = folder,
                Environment = variables =>
                {
                    BuildEnvironment.Clean(variables);
                    // MSBuild and the compiler need less CPU without profiling the methods that they run.
                    variables.TryAdd("DOTNET_TieredPGO", "0");
                },
            }.RunForLinesAsync(ct);
        }
        catch (Win32Exception e)
        {
            throw new PublishRefusal(
                $"The .NET SDK cannot be started: {e.Message}",
                DotNetHost.Path,
                "Install the SDK that global.json requires, or run ./build.sh, which installs it."
            );
        }
    }
}
