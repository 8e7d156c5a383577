using System.Net;
using System.Text.Json;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;

namespace Movie.Callees;

/// <summary>Calls to another service.</summary>
internal static class CalleeQuestion
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The answer of a service; null for 404.</summary>
    /// <exception cref="CalleeUnavailableException">There is no usable answer in time.</exception>
    public static async Task<T?> AskAsync<T>(
        this HttpClient http,
        string path,
        CancellationToken cancellationToken
    )
        where T : class
    {
        try
        {
            using var answer = await http.GetAsync(path, cancellationToken);
            if (answer.StatusCode == HttpStatusCode.NotFound)
                return null;
            if (answer.StatusCode != HttpStatusCode.OK)
                throw Unavailable($"returned {(int)answer.StatusCode}");
            var content = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            return JsonSerializer.Deserialize<T>(content, s_json) ?? throw Unavailable("returned null");
        }
        catch (HttpRequestException e)
        {
            throw Unavailable("is unreachable", e);
        }
        catch (BrokenCircuitException e)
        {
            throw Unavailable("was not called because its circuit breaker is open", e);
        }
        catch (RateLimiterRejectedException e)
        {
            throw Unavailable("was not called because too many requests are waiting for it", e);
        }
        catch (Exception e)
            when (e is TimeoutRejectedException
                || e is OperationCanceledException && !cancellationToken.IsCancellationRequested
            )
        {
            throw Unavailable("timed out", e);
        }
        catch (JsonException e)
        {
            throw Unavailable("returned an unexpected body", e);
        }

        CalleeUnavailableException Unavailable(string why, Exception? cause = null) =>
            new($"{http.BaseAddress}{path} {why}{(cause is null ? "." : $": {cause.Message}")}", cause);
    }
}
