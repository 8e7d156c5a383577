using System.Net;
using System.Text.Json;

namespace Movie;

/// <summary>How movie asks another service: once. Trying again would double the load on one that is already failing.</summary>
internal static class CalleeExtensions
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Adds a client for a service. Connections are renewed, so that new replicas get their share of requests.</summary>
    public static void AddCallee<TClient>(this IServiceCollection services, Callee callee) where TClient : class =>
        services.AddHttpClient<TClient>(http =>
            {
                http.BaseAddress = callee.Url;
                http.Timeout = callee.Timeout;
                http.MaxResponseContentBufferSize = 64 * 1024;
            })
            .UseSocketsHttpHandler((handler, _) =>
            {
                handler.PooledConnectionLifetime = TimeSpan.FromSeconds(10);
                handler.AllowAutoRedirect = false;
                handler.UseCookies = false;
            });

    /// <summary>What a service answers; null when it does not have it (404).</summary>
    /// <exception cref="CalleeUnavailableException">There is no usable answer within the client's timeout.</exception>
    public static async Task<T?> AskAsync<T>(this HttpClient http, string path, CancellationToken cancellation) where T : class
    {
        try
        {
            using var answer = await http.GetAsync(path, cancellation);
            if (answer.StatusCode == HttpStatusCode.NotFound)
                return null;
            if (answer.StatusCode != HttpStatusCode.OK)
                throw new CalleeUnavailableException($"{http.BaseAddress} answered {(int)answer.StatusCode}.");
            return await answer.Content.ReadFromJsonAsync<T>(Json, cancellation)
                ?? throw new CalleeUnavailableException($"{http.BaseAddress} answered null.");
        }
        catch (HttpRequestException e)
        {
            throw new CalleeUnavailableException($"{http.BaseAddress} cannot be asked: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new CalleeUnavailableException($"{http.BaseAddress} did not answer within {http.Timeout}.", e);
        }
        catch (JsonException e)
        {
            throw new CalleeUnavailableException($"{http.BaseAddress} answered something else: {e.Message}", e);
        }
    }
}
