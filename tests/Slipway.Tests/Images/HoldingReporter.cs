using System.Collections.Concurrent;
using Slipway.Reporting;

namespace Slipway.Tests.Images;

/// <summary>Stops who reports at the first notice, until it is told to go on.</summary>
internal sealed class HoldingReporter : IReporter, IDisposable
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _goOn = new();

    public ConcurrentQueue<Notice> Notices { get; } = new();

    public Task Reached => _reached.Task;

    public void Report(Notice notice)
    {
        Notices.Enqueue(notice);
        _reached.TrySetResult();
        Assert.True(_goOn.Wait(Eventually.Deadline, TestContext.Current.CancellationToken));
    }

    public void GoOn() => _goOn.Set();

    public void Dispose() => _goOn.Dispose();
}
