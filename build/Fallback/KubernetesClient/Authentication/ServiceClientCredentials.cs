namespace k8s.Authentication;

/// <summary>Puts a proof of who asks on a request.</summary>
public abstract class ServiceClientCredentials
{
    /// <summary>
    /// Adds the proof to the request; called before each sending, so that a proof that expires is made anew.
    /// </summary>
    public virtual Task ProcessHttpRequestAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    ) => Task.CompletedTask;
}
