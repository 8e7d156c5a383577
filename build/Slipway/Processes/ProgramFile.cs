using System.Globalization;

namespace Slipway.Processes;

/// <summary>Which file is run under a program's name.</summary>
internal static class ProgramFile
{
    /// <summary>
    /// Changes when another version of a program is installed: path, size and time of the file that its name leads to, found
    /// out without running it. Null where there is none.
    /// </summary>
    /// <param name="program">A name on the PATH, or a path.</param>
    public static string? Identity(string program)
    {
        try
        {
            var found = Candidates(program)
                .Select(path => new FileInfo(path))
                .FirstOrDefault(file => file.Exists);
            if ((found?.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? found) is not { } file)
                return null;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}"
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Candidates(string program)
    {
        string[] names = OperatingSystem.IsWindows() ? [program, $"{program}.exe"] : [program];
        var folders = program.Contains(Path.DirectorySeparatorChar)
            ? [""]
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
                Path.PathSeparator,
                StringSplitOptions.RemoveEmptyEntries
            );
        return folders.SelectMany(folder => names.Select(name => Path.Combine(folder, name)));
    }
}
