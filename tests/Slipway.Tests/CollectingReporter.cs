using System.Collections.Concurrent;
using Slipway.Reporting;

namespace Slipway.Tests;

/// <summary>Keeps what was reported.</summary>
internal sealed class CollectingReporter : IReporter
{
    public ConcurrentQueue<Notice> Notices { get; } = new();

    public void Report(Notice notice) => Notices.Enqueue(notice);
}
