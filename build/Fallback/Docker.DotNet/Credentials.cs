namespace Docker.DotNet;

/// <summary>How a client proves who it is to an engine behind TCP.</summary>
public abstract class Credentials : IDisposable
{
    /// <summary>Whether the connection is secured with TLS.</summary>
    public abstract bool IsTlsCredentials();

    /// <summary>The handler that requests go through.</summary>
    public abstract HttpMessageHandler GetHandler(HttpMessageHandler innerHandler);

    /// <summary>Lets go of keys and certificates.</summary>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
