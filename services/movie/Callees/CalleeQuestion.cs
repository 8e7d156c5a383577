using System.Net;
using System.Text.Json;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;

namespace Movie.Callees;

/// <summary>Questions to another service.</summary>
internal static class CalleeQuestion
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>What a service answers; null when it does not have it (404).</summary>
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
                throw Unavailable($"answered {(int)answer.StatusCode}");
            var content = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            return JsonSerializer.Deserialize<T>(content, Json) ?? throw Unavailable("answered null");
        }
        catch (HttpRequestException e)
        {
            throw Unavailable("cannot be reached", e);
        }
        catch (BrokenCircuitException e)
        {
            throw Unavailable("was not asked, because it has been failing", e);
        }
        catch (RateLimiterRejectedException e)
        {
            throw Unavailable("was not asked, because too many requests are waiting for it", e);
        }
        catch (Exception e)
            when (e is TimeoutRejectedException
                || e is OperationCanceledException && !cancellationToken.IsCancellationRequested
            )
        {
            throw Unavailable("did not answer in time", e);
        }
        catch (JsonException e)
        {
            throw Unavailable("answered something else", e);
        }

        CalleeUnavailableException Unavailable(string why, Exception? cause = null) =>
            new($"{http.BaseAddress}{path} {why}{(cause is null ? "." : $": {cause.Message}")}", cause);
    }
}
