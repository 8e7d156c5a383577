using System.Globalization;
using LocalCluster.Runtime.Files;

namespace LocalCluster.Runtime.Processes;

/// <summary>
/// The processes that were started, in files beside their containers, so that the next life of a cluster that
/// was killed finds and ends them.
/// </summary>
internal sealed class ProcessLedger(string pods)
{
    private const string FilePrefix = "process-";

    public static void Note(string containerFolder, int id)
    {
        if (ProcessIdentity.Of(id) is { } identity)
            File.WriteAllText(
                FileOf(containerFolder, id),
                string.Create(CultureInfo.InvariantCulture, $"{id}\n{identity}")
            );
    }

    public static void Strike(string containerFolder, int id)
    {
        if (Directory.Exists(containerFolder))
            File.Delete(FileOf(containerFolder, id));
    }

    /// <summary>The ids of what runs in a container: its program, and what was executed in it.</summary>
    public static IReadOnlyList<int> Find(string containerFolder) =>
        !Directory.Exists(containerFolder)
            ? []
            :
            [
                .. Directory
                    .EnumerateFiles(containerFolder, FilePrefix + "*")
                    .Select(file =>
                        int.Parse(Path.GetFileName(file)[FilePrefix.Length..], CultureInfo.InvariantCulture)
                    ),
            ];

    /// <summary>Ends the processes that still run, each with all of its group.</summary>
    /// <returns>How many there were.</returns>
    public int EndAll()
    {
        if (!Directory.Exists(pods))
            return 0;
        var ended = 0;
        foreach (var file in Directory.EnumerateFiles(pods, FilePrefix + "*", Depth()))
        {
            if (
                File.ReadAllText(file).Split('\n') is [var id, var identity]
                && int.TryParse(id, CultureInfo.InvariantCulture, out var process)
                && ProcessIdentity.Of(process) == identity
            )
            {
                if (!Posix.Signal(-process, Posix.SigKill))
                    Posix.Signal(process, Posix.SigKill);
                ended++;
            }
            File.Delete(file);
        }
        return ended;
    }

    private static string FileOf(string containerFolder, int id) =>
        Path.Combine(containerFolder, FilePrefix + id.ToString(CultureInfo.InvariantCulture));

    private static EnumerationOptions Depth() =>
        new() { RecurseSubdirectories = true, MaxRecursionDepth = 2 };
}
