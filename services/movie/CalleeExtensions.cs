using System.Net;
using System.Text.Json;

namespace Movie;

/// <summary>
/// How movie asks another service: once. Trying again would double the load on one that is already failing.
/// </summary>
internal static class CalleeExtensions
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>
    /// Adds a client for a service. Connections are renewed often, so that new replicas get their share.
    /// </summary>
    public static void AddCallee<TClient>(this IServiceCollection services, Callee callee)
        where TClient : class =>
        services
            .AddHttpClient<TClient>(http =>
            {
                http.BaseAddress = new Uri(callee.Url.AbsoluteUri.TrimEnd('/') + "/");
                http.Timeout = callee.Timeout;
                http.MaxResponseContentBufferSize = 64 * 1024;
            })
            .UseSocketsHttpHandler(
                (handler, _) =>
                {
                    handler.PooledConnectionLifetime = TimeSpan.FromSeconds(10);
                    handler.AllowAutoRedirect = false;
                    handler.UseCookies = false;
                }
            );

    /// <summary>What a service answers; null when it does not have it (404).</summary>
    /// <exception cref="CalleeUnavailableException">There is no usable answer in time.</exception>
    public static async Task<T?> AskAsync<T>(
        this HttpClient http,
        string path,
        CancellationToken cancellation
    )
        where T : class
    {
        try
        {
            using var answer = await http.GetAsync(path, cancellation);
            if (answer.StatusCode == HttpStatusCode.NotFound)
                return null;
            if (answer.StatusCode != HttpStatusCode.OK)
                throw Unavailable($"answered {(int)answer.StatusCode}");
            var content = await answer.Content.ReadAsByteArrayAsync(cancellation);
            return JsonSerializer.Deserialize<T>(content, Json) ?? throw Unavailable("answered null");
        }
        catch (HttpRequestException e)
        {
            throw Unavailable("cannot be asked", e);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Unavailable($"did not answer within {http.Timeout.TotalMilliseconds} ms");
        }
        catch (JsonException e)
        {
            throw Unavailable("answered something else", e);
        }

        CalleeUnavailableException Unavailable(string why, Exception? cause = null) =>
            new($"{http.BaseAddress}{path} {why}{(cause is null ? "." : $": {cause.Message}")}", cause);
    }
}
