using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Running;

namespace ServiceDefaults.Tests;

public class ReadinessTests
{
    [Theory]
    [InlineData(true, HttpStatusCode.OK, "ready\nfirst: there\nsecond: there\n")]
    [InlineData(false, HttpStatusCode.ServiceUnavailable, "not ready\nfirst: there\nsecond: away\n")]
    public async Task It_is_ready_when_all_that_it_needs_is(bool second, HttpStatusCode status, string said)
    {
        await using var service = await SampleApp.StartAsync(services =>
            services
                .AddHealthChecks()
                .AddCheck("first", new Fixed(true))
                .AddCheck("second", new Fixed(second))
        );

        var answer = await service.GetAsync("/healthz/ready");

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(said, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/healthz/live")).StatusCode);
    }

    [Fact]
    public async Task A_check_that_hangs_or_fails_is_not_waited_for_and_hides_no_other()
    {
        await using var service = await SampleApp.StartAsync(services =>
            services
                .AddHealthChecks()
                .AddCheck("hanging", new Hanging())
                .AddCheck("failing", new Failing())
                .AddCheck("store", new Fixed(true))
        );

        var answer = await service.GetAsync("/healthz/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(
            "not ready\nhanging: timed out after 1 s\nfailing: failed, see the log\nstore: there\n",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
    }

    private sealed class Fixed(bool ready) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        ) =>
            Task.FromResult(ready ? HealthCheckResult.Healthy("there") : HealthCheckResult.Unhealthy("away"));
    }

    private sealed class Hanging : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        ) => new TaskCompletionSource<HealthCheckResult>().Task;
    }

    private sealed class Failing : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        ) => Task.FromException<HealthCheckResult>(new InvalidOperationException(SampleApp.Secret));
    }
}
