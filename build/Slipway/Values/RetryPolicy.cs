namespace Slipway.Values;

/// <summary>When a try that failed is followed by another: exponential backoff within bounds.</summary>
/// <param name="FirstDelay">Before the second try; doubled before each further one.</param>
/// <param name="LongestDelay">What it is doubled up to.</param>
public sealed record RetryPolicy(TimeSpan FirstDelay, TimeSpan LongestDelay)
{
    /// <summary>How many tries there are at most.</summary>
    public int Attempts { get; init; } = int.MaxValue;

    /// <summary>When no further try begins, counted from the first one.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.MaxValue;

    /// <summary>How long the server may ask for, in place of the delay.</summary>
    public TimeSpan LongestAsked { get; init; } = TimeSpan.MaxValue;

    /// <summary>
    /// The part of a delay by which it varies up and down, so that clients that were refused together do not
    /// come back together; 0 for none.
    /// </summary>
    public double Jitter { get; init; }

    /// <summary>How long to wait before the next try; null when there is to be none.</summary>
    /// <param name="attempt">How many tries there were.</param>
    /// <param name="elapsed">Time since the first try.</param>
    /// <param name="asked">How long the server asks to wait; null where it does not say.</param>
    /// <param name="random">From 0 to 1, what the delay varies with.</param>
    public TimeSpan? Next(int attempt, TimeSpan elapsed, TimeSpan? asked, double random)
    {
        if (attempt >= Attempts)
            return null;
        var wait = Delay(attempt, asked, random);
        return wait < Deadline - elapsed ? wait : null;
    }

    /// <summary>How long to wait, whether or not another try is due.</summary>
    /// <inheritdoc cref="Next" path="/param"/>
    public TimeSpan Delay(int attempt, TimeSpan? asked, double random)
    {
        var doubled = FirstDelay.TotalSeconds * Math.Pow(2, attempt - 1);
        var backoff =
            TimeSpan.FromSeconds(Math.Min(doubled, LongestDelay.TotalSeconds))
            * (1 + Jitter * (2 * random - 1));
        var wish = asked > LongestAsked ? LongestAsked : asked;
        return wish > backoff ? wish.Value : backoff;
    }
}
