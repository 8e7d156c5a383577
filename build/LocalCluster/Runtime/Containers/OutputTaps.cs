using System.IO.Pipelines;

namespace LocalCluster.Runtime.Containers;

/// <summary>
/// Copies a container's output to attached clients, from the moment they attach. As in a real container, the
/// slowest client sets the pace.
/// </summary>
internal sealed class OutputTaps
{
    private const int MostHeld = 256 << 10;
    private readonly Lock _gate = new();
    private readonly List<Pipe> _open = [];
    private bool _isOver;

    /// <summary>What is written from now on, until the container ends or the reader is completed.</summary>
    public PipeReader Open()
    {
        var pipe = new Pipe(
            new PipeOptions(
                pauseWriterThreshold: MostHeld,
                resumeWriterThreshold: MostHeld / 2,
                useSynchronizationContext: false
            )
        );
        lock (_gate)
        {
            if (_isOver)
                pipe.Writer.Complete();
            else
                _open.Add(pipe);
        }
        return pipe.Reader;
    }

    /// <summary>Writes to all and waits for slow readers. Not thread-safe.</summary>
    public void Write(ReadOnlyMemory<byte> output)
    {
        Pipe[] open;
        lock (_gate)
            open = [.. _open];
        foreach (var pipe in open)
        {
            if (!pipe.Writer.WriteAsync(output).AsTask().GetAwaiter().GetResult().IsCompleted)
                continue;
            lock (_gate)
                _open.Remove(pipe);
            pipe.Writer.Complete();
        }
    }

    /// <summary>Marks the end of the output. For the writing thread.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isOver = true;
            foreach (var pipe in _open)
                pipe.Writer.Complete();
            _open.Clear();
        }
    }
}
