using System.Diagnostics;

namespace Testing;

/// <summary>Programs of this machine.</summary>
internal static class ExternalTool
{
    /// <summary>The program's path; null where it is missing.</summary>
    public static string? FindOrNull(string program)
    {
        // Servers lie where the PATH of a user need not look.
        string[] folders =
        [
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
            "/usr/sbin",
            "/usr/local/sbin",
        ];
        return folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
    }

    /// <summary>The program's path; skips the test where it is missing.</summary>
    public static string Find(string program, string package)
    {
        var found = FindOrNull(program);
        Assert.SkipWhen(found is null, $"{program} is not installed (Debian package {package}).");
        return found!;
    }

    /// <summary>Runs one to its end.</summary>
    /// <returns>Its standard output.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message has its errors.</exception>
    public static async Task<string> RunAsync(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        using var end = TestContext.Current.CancellationToken.Register(() =>
            process.Kill(entireProcessTree: true)
        );
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output.Trim()
            : throw new InvalidOperationException(
                $"{Path.GetFileName(program)} failed: {output}{await errors}"
            );
    }
}
