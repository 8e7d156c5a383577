using System.Text;

namespace LocalCluster.Runtime.Logs;

/// <summary>
/// Reads the whole lines of a file that is still being written; the rest of a line is read when it is there.
/// </summary>
internal sealed class LineFile(string path) : IDisposable
{
    private readonly FileStream _file = new(
        path,
        FileMode.Open,
        FileAccess.Read,
        FileShare.ReadWrite | FileShare.Delete
    );

    private readonly List<byte> _open = [];
    private readonly byte[] _buffer = new byte[16 << 10];

    /// <summary>The lines that came since the last call.</summary>
    public IEnumerable<string> Next()
    {
        int count;
        while ((count = _file.Read(_buffer)) > 0)
        {
            var start = 0;
            for (var i = 0; i < count; i++)
            {
                if (_buffer[i] != '\n')
                    continue;
                _open.AddRange(_buffer.AsSpan(start, i - start));
                yield return Encoding.UTF8.GetString([.. _open]);
                _open.Clear();
                start = i + 1;
            }
            _open.AddRange(_buffer.AsSpan(start, count - start));
        }
    }

    public void Dispose() => _file.Dispose();
}
