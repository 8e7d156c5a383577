using System.Net.Http.Headers;

namespace k8s.Authentication;

/// <summary>Credentials that are an <c>Authorization</c> header.</summary>
internal sealed class HeaderCredentials(Func<CancellationToken, Task<AuthenticationHeaderValue>> header)
    : ServiceClientCredentials
{
    public override async Task ProcessHttpRequestAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    ) => request.Headers.Authorization = await header(cancellationToken).ConfigureAwait(false);
}
