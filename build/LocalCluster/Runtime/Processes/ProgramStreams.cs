namespace LocalCluster.Runtime.Processes;

/// <summary>Which streams a program is started with.</summary>
/// <param name="HasInput">Whether something can be written to it; else it reads nothing.</param>
/// <param name="HasErrors">Whether its errors are a stream of their own; else they are in its output.</param>
/// <param name="Terminal">The path of the terminal that all of its streams are; null for pipes.</param>
internal sealed record ProgramStreams(bool HasInput, bool HasErrors, string? Terminal = null)
{
    /// <summary>No input, and one output.</summary>
    public static ProgramStreams OutputAlone { get; } = new(HasInput: false, HasErrors: false);

    /// <summary>As redirections of the shell.</summary>
    public string Redirections =>
        Terminal is not null
            ? $"<{Terminal} >{Terminal} 2>&1"
            : (HasErrors ? "" : "2>&1 ") + (HasInput ? "" : "</dev/null");
}
