namespace User.Storage;

/// <summary>MySQL or Redis gave no usable answer in time, despite retries.</summary>
/// <param name="store">Which of them.</param>
/// <param name="reason">The last failure.</param>
internal sealed class StoreUnavailableException(string store, Exception? reason)
    : Exception(
        $"{store} does not answer: {reason?.Message ?? "its schema has not been created yet"}",
        reason
    );
