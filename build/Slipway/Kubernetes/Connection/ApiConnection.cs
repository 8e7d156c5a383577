using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using Slipway.Kubernetes.Errors;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Kubernetes.Connection;

/// <summary>
/// Sends requests to one API server, again where that is safe and may help, and tells refusals apart.
/// </summary>
/// <param name="client">The client of the cluster.</param>
/// <param name="serverName">The name that the server's certificate is checked for; null for the host of its
/// address.</param>
/// <param name="address">Where the cluster is, for errors.</param>
/// <param name="retry">How long transient faults are sat out.</param>
/// <param name="time">The clock that all waits follow.</param>
/// <param name="reporter">Where retries and the server's warnings are reported.</param>
internal sealed class ApiConnection(
    k8s.Kubernetes client,
    string? serverName,
    ClusterAddress address,
    ApiPatience retry,
    TimeProvider time,
    IReporter reporter
) : IDisposable
{
    private readonly HashSet<string> _warnings = [];
    private readonly RequestGate _gate = new(time);

    /// <summary>The clock that all waits follow.</summary>
    public TimeProvider Time => time;

    /// <summary>Where details are reported.</summary>
    public IReporter Reporter => reporter;

    /// <summary>The answer, when it is a success.</summary>
    /// <exception cref="Refusal">The server refused, or could not be reached within the deadline.</exception>
    public async Task<ApiResponse> AskAsync(ApiRequest request, CancellationToken cancellation)
    {
        var answer = await TryAsync(request, cancellation).ConfigureAwait(false);
        return answer.IsSuccess ? answer : throw Refusal(answer.Status(), request.Words);
    }

    /// <summary>The answer, successful or not, after the last attempt.</summary>
    /// <exception cref="ClusterUnreachableException">The server could not be reached within the deadline.</exception>
    public async Task<ApiResponse> TryAsync(ApiRequest request, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var unclear = false;
        for (var attempt = 1; ; attempt++)
        {
            var (answer, failure) = await (
                request.Bulk
                    ? _gate.RunAsync(
                        () => OnceAsync(request, cancellation),
                        result => result.Answer?.Code == (int)HttpStatusCode.TooManyRequests,
                        cancellation
                    )
                    : OnceAsync(request, cancellation)
            ).ConfigureAwait(false);
            if (answer is { IsSuccess: true })
                return answer with { Unclear = unclear };
            var fault = answer is null ? Faults.Of(failure!) : Fault.Of(answer.Status(), answer.RetryAfter);
            var wait = (retry with { Deadline = request.Patience ?? retry.Deadline }).Next(
                attempt,
                time.GetElapsedTime(started),
                fault,
                request.Repeatable,
                Random.Shared.NextDouble()
            );
            if (wait is null && answer is null)
                throw new ClusterUnreachableException(address, Why(failure!));
            if (wait is null)
                return answer! with { Unclear = unclear };
            unclear |= fault.MayHaveHappened;
            reporter.Detail(
                $"{request.Words}: {(answer is null ? Faults.Words(failure!) : answer.Status().Message)}; "
                    + $"retrying in {wait.Value.TotalSeconds:0.0} s"
            );
            await Task.Delay(wait.Value, time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Opens an answer that is read as it comes (watches, logs). One try; the caller owns the response.
    /// </summary>
    /// <exception cref="HttpRequestException">The server could not be reached.</exception>
    public async Task<HttpResponseMessage> OpenAsync(ApiRequest request, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(retry.Attempt, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await SendAsync(request, linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
            when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.Unknown, "timed out", e);
        }
    }

    /// <summary>The body of an answer.</summary>
    /// <exception cref="BodyTooLongException">It is longer than the request allows.</exception>
    public async Task<byte[]> ReadAsync(
        HttpResponseMessage response,
        ApiRequest request,
        CancellationToken cancellation
    ) =>
        await Limit(request.Words, request.LongestAnswer)
            .ReadAllAsync(
                await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false),
                cancellation
            )
            .ConfigureAwait(false);

    /// <summary>What is refused as too long.</summary>
    /// <param name="words">What the server was asked for.</param>
    /// <param name="bytes">The longest answer.</param>
    public BodyLimit Limit(string words, long bytes) =>
        new(bytes, $"The answer to '{words}'", address.ToString());

    /// <summary>The exception for a failed answer.</summary>
    /// <param name="status">What the server said.</param>
    /// <param name="request">What it was asked for, for errors.</param>
    public ApiException Refusal(ApiStatus status, string request) =>
        status.Code == (int)HttpStatusCode.Unauthorized
            ? new AccessDeniedException(status, address, time.GetUtcNow())
            : StatusMapping.Exception(status, request);

    public void Dispose()
    {
        _gate.Dispose();
        client.Dispose();
    }

    private async Task<(ApiResponse? Answer, Exception? Failure)> OnceAsync(
        ApiRequest request,
        CancellationToken cancellation
    )
    {
        using var limit = new CancellationTokenSource(retry.Attempt, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var response = await SendAsync(request, linked.Token).ConfigureAwait(false);
            var body = await ReadAsync(response, request, linked.Token).ConfigureAwait(false);
            PassOnWarnings(response, request);
            return (
                new ApiResponse(
                    (int)response.StatusCode,
                    body,
                    response.Content.Headers.ContentType?.ToString() ?? "",
                    RetryAfter(response.Headers.RetryAfter)
                )
                {
                    Address = address,
                    Request = request.Words,
                },
                null
            );
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (null, e);
        }
        catch (OperationCanceledException e)
            when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return (null, new TimeoutException($"timed out after {retry.Attempt.TotalSeconds:0} s", e));
        }
    }

    private async Task<HttpResponseMessage> SendAsync(ApiRequest request, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(request.Method, new Uri(Root() + request.Path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        message.Headers.Host = serverName;
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        if (request.Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(request.BodyType);
        }
        try
        {
            if (client.Credentials is { } credentials)
                await credentials.ProcessHttpRequestAsync(message, cancellation).ConfigureAwait(false);
        }
        catch (CredentialPluginException e)
        {
            throw new CredentialsUnavailableException(e.Message, address);
        }
        try
        {
            return await client
                .HttpClient.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
            when (e.InnerException is TimeoutException && !cancellation.IsCancellationRequested)
        {
            // No connection was established in time, which .NET reports as a cancellation.
            throw new HttpRequestException(HttpRequestError.ConnectionError, e.Message, e.InnerException);
        }
    }

    // Some servers refuse an expired client certificate during the TLS handshake, and not in an answer.
    private string Why(Exception failure) =>
        Faults.IsHandshake(failure) && address.Credential.WhyExpired(time.GetUtcNow()) is { } expired
            ? $"{expired} ({address.Login})"
            : Faults.Words(failure);

    private string Root() => address.Server.AbsoluteUri.TrimEnd('/');

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);

    // A quoted-string of RFC 9110, with a backslash before each quote and backslash.
    private static string Unquoted(string text) =>
        text is ['"', .. var inner, '"'] ? Regex.Replace(inner, @"\\(.)", "$1") : text;

    // The server's own warnings (deprecated versions, fields without effect), each once.
    private void PassOnWarnings(HttpResponseMessage response, ApiRequest request)
    {
        foreach (var warning in response.Headers.Warning)
        {
            bool first;
            lock (_warnings)
                first = _warnings.Add(warning.Text);
            if (first)
                reporter.Warning($"{request.Words}: {Unquoted(warning.Text)}");
        }
    }
}

/// <summary>Why there was no answer.</summary>
internal static class Faults
{
    public static Fault Of(Exception failure) =>
        IsHandshake(failure) ? new Fault(false, false, null) : Fault.Connection;

    /// <summary>Whether the TLS handshake failed.</summary>
    public static bool IsHandshake(Exception failure) =>
        failure is HttpRequestException { InnerException: AuthenticationException };

    public static string Words(Exception failure) =>
        failure switch
        {
            HttpRequestException { InnerException: AuthenticationException e } =>
                $"its certificate is not trusted ({e.Message})",
            HttpRequestException { InnerException: { } e } => e.Message,
            _ => failure.Message,
        };
}
