using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using ServiceDefaults.Settings;

namespace Movie.Callees;

/// <summary>Clients for the services that movie calls.</summary>
internal static class CalleeRegistration
{
    private const int MaxResponseBytes = 64 * 1024;

    /// <summary>
    /// Adds a client whose address, timeouts, retries and circuit breaker are settings. Each client has its
    /// own breaker and retry budget.
    /// </summary>
    /// <param name="builder">The service.</param>
    /// <param name="section">The section of its settings.</param>
    public static void AddCallee<TClient>(this WebApplicationBuilder builder, string section)
        where TClient : class
    {
        builder.AddSettings<CalleeSettings>(section, section);
        var client = builder
            .Services.AddHttpClient<TClient>()
            .UseSocketsHttpHandler(
                (handler, _) =>
                {
                    // Connections are renewed often so that new replicas get their share.
                    handler.PooledConnectionLifetime = TimeSpan.FromSeconds(10);
                    handler.AllowAutoRedirect = false;
                    handler.UseCookies = false;
                }
            );
        client
            .AddStandardResilienceHandler()
            .Configure((options, services) => Apply(SettingsOf(services, section), options));
        client.ConfigureHttpClient(
            (services, http) =>
            {
                var settings = SettingsOf(services, section);
                http.BaseAddress = new Uri(settings.Url!.AbsoluteUri.TrimEnd('/') + "/");
                // The handler's timeout covers only the headers; this one covers the body too.
                http.Timeout = settings.Resilience.TotalRequestTimeout.Timeout;
                http.MaxResponseContentBufferSize = MaxResponseBytes;
            }
        );
    }

    private static CalleeSettings SettingsOf(IServiceProvider services, string section) =>
        services.GetRequiredService<IOptionsMonitor<CalleeSettings>>().Get(section);

    private static void Apply(CalleeSettings settings, HttpStandardResilienceOptions options)
    {
        var budget = new RetryBudget(settings.RetryBudget);
        options.RateLimiter = settings.Resilience.RateLimiter;
        options.TotalRequestTimeout = settings.Resilience.TotalRequestTimeout;
        options.AttemptTimeout = settings.Resilience.AttemptTimeout;
        options.CircuitBreaker = settings.Resilience.CircuitBreaker;
        options.Retry = settings.Resilience.Retry;
        options.Retry.ShouldHandle = attempt =>
        {
            if (attempt.AttemptNumber == 0)
                budget.Earn();
            return ValueTask.FromResult(
                HttpClientResiliencePredicates.IsTransient(attempt.Outcome)
                    && attempt.AttemptNumber < options.Retry.MaxRetryAttempts
                    && budget.TrySpend()
            );
        };
    }
}
