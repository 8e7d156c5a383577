using System.IO.Pipelines;

namespace LocalCluster.Runtime.Containers;

/// <summary>
/// Passes what a container writes on to those who are attached to it, from the moment on at which they came.
/// As in a real container, the slowest of them sets the pace.
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

    /// <summary>Writes to all, and waits for those who are behind. For one thread alone.</summary>
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

    /// <summary>Nothing more comes. For the thread that writes.</summary>
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
