using System.Net.Http.Headers;

namespace k8s.Authentication;

/// <summary>
/// A token in a file that someone else renews, for example a projected service account token.
/// </summary>
internal sealed class FileToken(string path) : ITokenProvider
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private DateTime _readAt = DateTime.MinValue;
    private string _token = "";

    public Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var now = DateTime.UtcNow;
            if (now - _readAt > Freshness)
            {
                _token = File.ReadAllText(path).Trim();
                _readAt = now;
            }
            return Task.FromResult(new AuthenticationHeaderValue("Bearer", _token));
        }
    }
}
