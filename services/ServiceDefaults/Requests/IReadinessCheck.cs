namespace ServiceDefaults.Requests;

/// <summary>
/// Something without which a service cannot do its work, and which is its own: its database, for example.
/// Other services are deliberately none: one that is down must not take its callers down too. The readiness
/// probe asks
/// every check that is registered with the service collection.
/// </summary>
public interface IReadinessCheck
{
    /// <summary>Asks now. What takes longer than a second counts as not ready.</summary>
    Task<Readiness> CheckAsync(CancellationToken cancellation);
}

/// <summary>What a check found.</summary>
/// <param name="Ready">Whether requests can be served.</param>
/// <param name="Text">One line that says so to people; anyone who reaches the pod can read it.</param>
public sealed record Readiness(bool Ready, string Text);
