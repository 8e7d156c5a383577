namespace Docker.DotNet;

/// <summary>No proof: what a local engine asks for.</summary>
public class AnonymousCredentials : Credentials
{
    /// <inheritdoc />
    public override bool IsTlsCredentials() => false;

    /// <inheritdoc />
    public override HttpMessageHandler GetHandler(HttpMessageHandler innerHandler) => innerHandler;
}
