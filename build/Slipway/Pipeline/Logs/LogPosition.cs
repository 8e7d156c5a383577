namespace Slipway.Pipeline.Logs;

/// <summary>
/// How far a log was read, so that it can be read on after a broken connection without a line twice: the API server begins
/// again at a full second.
/// </summary>
internal sealed class LogPosition
{
    private int _atLast;
    private int _toSkip;
    private bool _resumed;

    /// <summary>When the last line was written; null before the first one.</summary>
    public DateTimeOffset? Last { get; private set; }

    /// <summary>The log is read again, from the second of the last line on.</summary>
    public void Resume() => (_resumed, _toSkip) = (Last is not null, _atLast);

    /// <summary>Whether a line was not read before.</summary>
    public bool Take(DateTimeOffset time)
    {
        if (_resumed && time < Last)
            return false;
        if (_resumed && time == Last && _toSkip-- > 0)
            return false;
        _resumed &= time == Last;
        (_atLast, Last) = (time == Last ? _atLast + 1 : 1, time);
        return true;
    }
}
