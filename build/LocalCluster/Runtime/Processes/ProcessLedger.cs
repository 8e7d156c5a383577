using System.Globalization;

namespace LocalCluster.Runtime.Processes;

/// <summary>
/// The processes that were started, in files beside their containers, so that the next life of a cluster that
/// was killed finds and ends them.
/// </summary>
internal sealed class ProcessLedger(string pods)
{
    private const string FileName = "process";

    public static void Note(string containerFolder, int id)
    {
        if (ProcessIdentity.Of(id) is { } identity)
            File.WriteAllText(
                Path.Combine(containerFolder, FileName),
                string.Create(CultureInfo.InvariantCulture, $"{id}\n{identity}"));
    }

    public static void Strike(string containerFolder) => File.Delete(Path.Combine(containerFolder, FileName));

    /// <summary>The id of a container's process, which may have ended since; null where none is noted.</summary>
    public static int? Find(string containerFolder)
    {
        try
        {
            var note = File.ReadAllText(Path.Combine(containerFolder, FileName));
            return int.TryParse(note.Split('\n')[0], CultureInfo.InvariantCulture, out var id) ? id : null;
        }
        catch (IOException)
        {
            // It has ended.
            return null;
        }
    }

    /// <summary>Ends the processes that still run, each with all of its group.</summary>
    /// <returns>How many there were.</returns>
    public int EndAll()
    {
        if (!Directory.Exists(pods))
            return 0;
        var ended = 0;
        foreach (var file in Directory.EnumerateFiles(pods, FileName, Depth()))
        {
            if (File.ReadAllText(file).Split('\n') is [var id, var identity]
                && int.TryParse(id, CultureInfo.InvariantCulture, out var process)
                && ProcessIdentity.Of(process) == identity)
            {
                if (!Posix.Signal(-process, Posix.SigKill))
                    Posix.Signal(process, Posix.SigKill);
                ended++;
            }
            File.Delete(file);
        }
        return ended;
    }

    private static EnumerationOptions Depth() =>
        new() { RecurseSubdirectories = true, MaxRecursionDepth = 2 };
}
