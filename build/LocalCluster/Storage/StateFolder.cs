using System.Globalization;
using LocalCluster.Objects;
using LocalCluster.Resources;

namespace LocalCluster.Storage;

/// <summary>The files of a journal: <c>VERSION.snapshot</c>, all objects at a version, and
/// <c>VERSION.log</c>, what came after it.</summary>
internal sealed class StateFolder : IDisposable
{
    private readonly string _directory;
    private FileStream? _log;

    public StateFolder(string directory)
    {
        _directory = directory;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(
                directory,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
    }

    /// <summary>Reads the last state, and opens its log to go on with.</summary>
    /// <exception cref="ClusterStartException">A file is damaged elsewhere than at its end.</exception>
    public (List<Stored> Objects, long Version, long Logged) Load()
    {
        var start = Versions("snapshot").DefaultIfEmpty(0).Max();
        var objects = new Dictionary<ObjectKey, Stored>();
        var version = start;
        if (start > 0)
            ReadFile(Path(start, "snapshot"), mayBeTorn: false);
        var logs = Versions("log").Where(v => v >= start).Order().ToList();
        foreach (var log in logs)
        {
            var good = ReadFile(Path(log, "log"), mayBeTorn: log == logs[^1]);
            if (new FileInfo(Path(log, "log")).Length > good)
            {
                using var torn = new FileStream(Path(log, "log"), FileMode.Open, FileAccess.Write);
                torn.SetLength(good);
            }
        }
        var current = logs.Count == 0 ? start : logs[^1];
        _log = new FileStream(
            Path(current, "log"),
            FileMode.Append,
            FileAccess.Write,
            FileShare.Read,
            64 * 1024
        );
        return ([.. objects.Values], version, _log.Length);

        long ReadFile(string path, bool mayBeTorn)
        {
            var (records, length, whole) = RecordFile.Read(path);
            if (!whole && !mayBeTorn)
                throw new ClusterStartException(
                    $"The cluster's state is damaged: {path}, after record {records.Count}."
                );
            foreach (var record in records)
            {
                version = Math.Max(version, record.Version);
                if (record.Object is null)
                    objects.Remove(record.Key);
                else
                    objects[record.Key] = new Stored(record.Key, record.Version, record.Object);
            }
            return length;
        }
    }

    public void Log(StoreChange change) => RecordFile.Write(_log!, Record.Of(change));

    public void Flush() => _log!.Flush(flushToDisk: true);

    /// <summary>Writes a snapshot and removes older files.</summary>
    public void Rotate(IEnumerable<Stored> all, long version)
    {
        Flush();
        var temporary = Path(version, "tmp");
        using (
            var stream = new FileStream(
                temporary,
                FileMode.Create,
                FileAccess.Write,
                FileShare.None,
                64 * 1024
            )
        )
        {
            foreach (var stored in all)
                RecordFile.Write(stream, Record.Of(stored));
            stream.Flush(flushToDisk: true);
        }
        var next = new FileStream(
            Path(version, "log"),
            FileMode.Create,
            FileAccess.Write,
            FileShare.Read,
            64 * 1024
        );
        next.Flush(flushToDisk: true);
        File.Move(temporary, Path(version, "snapshot"));
        _log!.Dispose();
        _log = next;
        foreach (
            var old in new[] { "snapshot", "log" }.SelectMany(e =>
                Versions(e).Where(v => v < version).Select(v => Path(v, e))
            )
        )
            File.Delete(old);
    }

    public void Dispose() => _log?.Dispose();

    private IEnumerable<long> Versions(string extension) =>
        Directory
            .EnumerateFiles(_directory, $"*.{extension}")
            .Select(f => System.IO.Path.GetFileNameWithoutExtension(f))
            .Where(n => n.All(char.IsAsciiDigit))
            .Select(n => long.Parse(n, CultureInfo.InvariantCulture))
            .ToList();

    private string Path(long version, string extension) =>
        System.IO.Path.Combine(_directory, $"{version:D12}.{extension}");
}
