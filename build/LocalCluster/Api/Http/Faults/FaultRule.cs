namespace LocalCluster.Api.Http.Faults;

/// <summary>A fault that was asked for, and the requests that it strikes.</summary>
/// <param name="Target">Which requests it is about.</param>
/// <param name="Percent">How many of those, 0 to 100, drawn by the plan's seed.</param>
/// <param name="Skip">How many of them are let through first.</param>
/// <param name="Times">After how many strikes it is spent; null for never.</param>
/// <param name="Fault">What happens.</param>
internal sealed record FaultRule(FaultTarget Target, double Percent, int Skip, int? Times, Fault Fault);

/// <summary>The effect on a matched request: a delay, then at most one of the others.</summary>
/// <param name="Latency">The delay.</param>
/// <param name="Status">The HTTP status that is answered instead; null to carry the request out.</param>
/// <param name="RetryAfter">The header of that answer, in seconds; null for none.</param>
/// <param name="Drop">When the connection is cut instead of an answer.</param>
/// <param name="Crash">When the whole cluster is killed, as by <c>kill -9</c>.</param>
/// <param name="Stale">Whether reads are answered from the state at the time the plan was made.</param>
/// <param name="Watch">What becomes of a watch; null for nothing.</param>
internal sealed record Fault(
    TimeSpan Latency,
    int? Status,
    int? RetryAfter,
    Moment? Drop,
    Moment? Crash,
    bool Stale,
    WatchFault? Watch
);

/// <summary>When a fault strikes.</summary>
internal enum Moment
{
    /// <summary>Before the request is carried out.</summary>
    Before,

    /// <summary>After it was carried out, before anything is answered: the client cannot know.</summary>
    After,
}

/// <summary>What becomes of a running watch.</summary>
/// <param name="After">How long it works.</param>
/// <param name="Silent">It stays open but sends nothing more; otherwise the connection is closed.</param>
internal sealed record WatchFault(TimeSpan After, bool Silent);
