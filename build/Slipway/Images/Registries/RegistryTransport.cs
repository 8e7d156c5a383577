using System.Net;
using System.Net.Http.Headers;
using Slipway.Formats;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Images.Registries;

/// <summary>
/// Sends requests to registries: with what they ask for as authorization, along redirects, and again where
/// that helps.
/// </summary>
internal sealed class RegistryTransport : IDisposable
{
    private const int MaximumRedirects = 5;

    private readonly RegistryOptions _options;
    private readonly IReporter _reporter;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly RegistryEndpoints _endpoints;
    private readonly RegistryAuthorization _authorization;

    /// <summary>Reads the bodies of answers.</summary>
    public LimitedContent Content { get; }

    public RegistryTransport(RegistryOptions options, IReporter reporter, TimeProvider time)
    {
        _options = options;
        _reporter = reporter;
        _time = time;
        Content = new LimitedContent(time);
        _endpoints = new RegistryEndpoints(options);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            Proxy = new LoopbackBypassProxy(HttpClient.DefaultProxy),
        };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("slipway", null));
        _authorization = new RegistryAuthorization(
            options,
            new TokenRequest(TransferAsync, Content, _endpoints.MayCarrySecrets),
            reporter
        );
    }

    /// <summary>
    /// Sends and reads the answer, and repeats both after a transient fault. The answer may still be a
    /// refusal.
    /// </summary>
    /// <exception cref="RegistryRefusal">The registry cannot be reached.</exception>
    public async Task<T> SendAsync<T>(
        RegistryRequest request,
        Func<HttpResponseMessage, Task<T>> read,
        CancellationToken ct
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            RetryConditionHeaderValue? asked = null;
            string why;
            try
            {
                using var response = await SendOnceAsync(request, ct);
                if (!TransientFault.Is(response.StatusCode) || attempt >= _options.Retry.Attempts)
                    return await read(response);
                asked = response.Headers.RetryAfter;
                why = $"it answered {(int)response.StatusCode}";
            }
            catch (Exception e) when (TransientFault.Is(e))
            {
                if (attempt >= _options.Retry.Attempts)
                    throw RegistryRefusal.CutOff(request.Registry, request.Registry, e);
                asked = (e as TokenServiceBusyException)?.RetryAfter;
                why = e.Message;
            }
            await PauseAsync(request.Registry, why, attempt, asked, ct);
        }
    }

    /// <summary>Waits before another attempt, and says so.</summary>
    public Task PauseAsync(
        string registry,
        string why,
        int attempt,
        RetryConditionHeaderValue? asked,
        CancellationToken ct
    )
    {
        var wish = TransientFault.RetryAfter(asked, _time.GetUtcNow());
        var delay = _options.Retry.Delay(attempt, wish, Random.Shared.NextDouble());
        _reporter.Detail(
            $"{registry}: {why.TrimEnd('.')}; retrying in {Duration.Format(delay)} (attempt {attempt + 1})."
        );
        return Task.Delay(delay, _time, ct);
    }

    /// <summary>Sends once; answers a challenge and follows redirects, but repeats nothing.</summary>
    public async Task<HttpResponseMessage> SendOnceAsync(RegistryRequest request, CancellationToken ct)
    {
        var root = await _endpoints.FindAsync(request.Registry, ct);
        var scope = _authorization.Widest(request.Registry, request.Scope);
        var response = await FollowAsync(request, root, _authorization.Known(request.Registry, scope), ct);
        // Only the registry itself gets credentials; its blob storage could pass them on.
        if (
            response.StatusCode != HttpStatusCode.Unauthorized
            || !IsSame(root, response.RequestMessage!.RequestUri!)
        )
            return response;

        var challenges = response
            .Headers.WwwAuthenticate.Select(challenge =>
                AuthChallenge.Parse(challenge.Scheme, challenge.Parameter)
            )
            .ToList();
        var answer = await _authorization.AnswerAsync(request.Registry, scope, challenges, ct);
        if (answer is null)
            return response;
        response.Dispose();
        return await FollowAsync(request, root, answer, ct);
    }

    /// <summary>The credentials for a registry; null where there are none.</summary>
    public Task<RegistryCredentials?> CredentialsAsync(string registry, CancellationToken ct) =>
        _authorization.CredentialsAsync(registry, ct);

    public void Dispose() => _http.Dispose();

    private static bool IsSame(Uri root, Uri uri) =>
        uri.Authority == root.Authority && uri.Scheme == root.Scheme;

    private async Task<HttpResponseMessage> FollowAsync(
        RegistryRequest request,
        Uri root,
        AuthenticationHeaderValue? authorization,
        CancellationToken ct
    )
    {
        var uri = new Uri(root, request.Path);
        for (var redirects = 0; ; redirects++)
        {
            // Where an upload goes on and the next page of a list are the registry's to name, as redirects.
            if (!_endpoints.MayCarrySecrets(uri))
                throw RegistryRefusal.LeadsToPlainHttp(request.Registry, uri);
            using var message = request.ToMessage(uri);
            // The registry's blob storage must not see the registry's credentials.
            message.Headers.Authorization = IsSame(root, uri) ? authorization : null;
            var response = await TransferAsync(message, request.Size, ct);
            if (
                (int)response.StatusCode is not (301 or 302 or 303 or 307 or 308)
                || response.Headers.Location is not { } target
            )
                return response;
            response.Dispose();
            if (redirects >= MaximumRedirects)
                throw RegistryRefusal.Unintelligible(uri.Authority, "it redirects in a loop.");
            uri = new Uri(uri, target);
        }
    }

    private async Task<HttpResponseMessage> TransferAsync(
        HttpRequestMessage message,
        long size,
        CancellationToken ct
    )
    {
        // A dead connection must not block the build forever; a slow one (50 KiB/s) may be slow.
        var patience = TimeSpan.FromSeconds(100 + (size / (50 * 1024)));
        using var timeout = new CancellationTokenSource(patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            return await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
        }
        catch (OperationCanceledException)
            when (timeout.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"{message.RequestUri!.Authority} timed out after {patience.TotalSeconds:0} s."
            );
        }
        catch (OperationCanceledException e)
            when (e.InnerException is TimeoutException && !ct.IsCancellationRequested)
        {
            // No connection was established in time, which .NET reports as a cancellation.
            throw e.InnerException;
        }
    }
}
