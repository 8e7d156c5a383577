namespace Movie.Callees;

/// <summary>
/// A called service gave no usable answer: it is unreachable, too slow or failing, or its response is
/// unexpected.
/// </summary>
public sealed class CalleeUnavailableException(string message, Exception? cause = null)
    : Exception(message, cause);
