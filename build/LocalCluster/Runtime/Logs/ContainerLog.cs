using System.Text;

namespace LocalCluster.Runtime.Logs;

/// <summary>
/// The log of one run of a container: lines with their time in a file that is rotated, so that a chatty
/// container cannot fill the disk. Readers are notified of new lines.
/// </summary>
internal sealed class ContainerLog : IDisposable
{
    private const long FileSize = 10 << 20;
    private const int LongestLine = 16 << 10;
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly List<byte> _open = [];
    private FileStream _file;
    private TaskCompletionSource _more = Signal();

    public ContainerLog(string path, TimeProvider time)
    {
        Path = path;
        _time = time;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        _file = Open();
    }

    public string Path { get; }

    /// <summary>The file that holds what came before the present one; it may not exist.</summary>
    public static string RotatedOf(string path) => path + ".1";

    public bool IsClosed { get; private set; }

    /// <summary>How often the log was rotated.</summary>
    public int Rotations { get; private set; }

    /// <summary>Completes with the next write, or at once at the end of the log.</summary>
    public Task More
    {
        get
        {
            lock (_gate)
                return IsClosed ? Task.CompletedTask : _more.Task;
        }
    }

    public void Write(ReadOnlySpan<byte> output)
    {
        lock (_gate)
        {
            if (IsClosed)
                return;
            foreach (var b in output)
            {
                if (b == '\n')
                    EndLine();
                else if (_open.Count < LongestLine)
                    _open.Add(b);
                else
                    EndLine(b);
            }
            _file.Flush();
            Tell();
        }
    }

    /// <summary>The last lines, no more than this many bytes of them, without their times.</summary>
    public string Tail(int lines, int bytes)
    {
        var texts = File.ReadLines(Path)
            .TakeLast(lines)
            .Select(line => LogLine.Parse(line)?.Text)
            .OfType<string>();
        var content = Encoding.UTF8.GetBytes(string.Concat(texts.Select(text => text + "\n")));
        return Encoding.UTF8.GetString(content.AsSpan(Math.Max(0, content.Length - bytes)));
    }

    public void WriteLine(string text) => Write(Encoding.UTF8.GetBytes(text + "\n"));

    public void Dispose()
    {
        lock (_gate)
        {
            if (IsClosed)
                return;
            if (_open.Count > 0)
                EndLine();
            _file.Dispose();
            IsClosed = true;
            Tell();
        }
    }

    private void EndLine(byte? first = null)
    {
        _file.Write(Encoding.ASCII.GetBytes(LogLine.Prefix(_time.GetUtcNow())));
        _file.Write([.. _open]);
        _file.WriteByte((byte)'\n');
        _open.Clear();
        if (first is { } b)
            _open.Add(b);
        if (_file.Length >= FileSize)
            Rotate();
    }

    private void Rotate()
    {
        _file.Dispose();
        File.Move(Path, RotatedOf(Path), overwrite: true);
        _file = Open();
        Rotations++;
    }

    private void Tell()
    {
        var told = _more;
        _more = Signal();
        told.SetResult();
    }

    private FileStream Open() =>
        new(Path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 4096);

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
