namespace Movie.Callees;

/// <summary>
/// A service that was asked gave no usable answer: it is away, too slow, failing, or says something else.
/// </summary>
public sealed class CalleeUnavailableException(string message, Exception? cause = null)
    : Exception(message, cause);
