using Slipway.Reporting;
using Slipway.Targets.Delivering;
using Slipway.Targets.Tests.Logging;

namespace Slipway.Targets.Tests.Delivering;

public sealed class ResultDisplayTests : IReporter
{
    private readonly List<Notice> _notices = [];

    public static TheoryData<Exception> Failures =>
        [
            new Sample("we may not list statefulsets", "here", "ask"),
            new InvalidOperationException("we may not list statefulsets"),
        ];

    void IReporter.Report(Notice notice) => _notices.Add(notice);

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task What_cannot_be_shown_is_said_and_does_not_fail_what_was_done(Exception failure)
    {
        await ResultDisplay.TryAsync(this, () => Task.FromException(failure));
        Assert.Equal(
            [new Notice(Severity.Warning, "What runs now cannot be shown: we may not list statefulsets")],
            _notices
        );
    }

    [Fact]
    public Task The_users_wish_to_stop_is_obeyed() =>
        Assert.ThrowsAsync<OperationCanceledException>(() =>
            ResultDisplay.TryAsync(this, () => throw new OperationCanceledException())
        );
}
