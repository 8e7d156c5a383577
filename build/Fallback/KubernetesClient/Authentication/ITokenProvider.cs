using System.Net.Http.Headers;

namespace k8s.Authentication;

/// <summary>Where a bearer token comes from.</summary>
public interface ITokenProvider
{
    /// <summary>The <c>Authorization</c> header with the present token.</summary>
    Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken);
}
