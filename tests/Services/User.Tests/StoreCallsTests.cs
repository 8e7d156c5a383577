using User.Storage;

namespace User.Tests;

public class StoreCallsTests
{
    private readonly ManualTime _time = new();
    private int _calls;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private StoreCalls Calls => new("MySQL", TimeSpan.FromSeconds(2), e => e is IOException, _time);

    [Fact]
    public async Task A_failure_that_passes_is_tried_again()
    {
        var answer = Calls.RepeatAsync(
            _ => ++_calls < 3 ? throw new IOException() : Task.FromResult(_calls),
            Stop
        );
        while (!answer.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.Equal(3, await answer);
    }

    [Fact]
    public async Task What_must_not_be_done_twice_is_not()
    {
        await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            Calls.OnceAsync<int>(
                _ =>
                {
                    _calls++;
                    throw new IOException();
                },
                Stop
            )
        );

        Assert.Equal(1, _calls);
    }

    [Fact]
    public async Task A_mistake_of_the_program_is_no_outage() =>
        await Assert.ThrowsAsync<InvalidDataException>(() =>
            Calls.RepeatAsync<int>(_ => throw new InvalidDataException(), Stop)
        );

    [Fact]
    public async Task A_call_that_never_ends_is_given_up_when_its_time_is_over()
    {
        var answer = Calls.RepeatAsync(_ => new TaskCompletionSource<int>().Task, Stop);
        _time.Advance(TimeSpan.FromMilliseconds(1900));
        Assert.False(answer.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => answer);
    }

    [Fact]
    public async Task A_caller_who_leaves_is_no_outage()
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var answer = Calls.RepeatAsync(_ => new TaskCompletionSource<int>().Task, leaving.Token);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }
}
