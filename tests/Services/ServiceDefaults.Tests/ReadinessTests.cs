using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Running;
using ServiceDefaults.Requests;

namespace ServiceDefaults.Tests;

public class ReadinessTests
{
    [Theory]
    [InlineData(true, HttpStatusCode.OK, "ready\nstore: there\nstore: there\n")]
    [InlineData(false, HttpStatusCode.ServiceUnavailable, "not ready\nstore: there\nstore: away\n")]
    public async Task It_is_ready_when_all_that_it_needs_is(bool second, HttpStatusCode status, string said)
    {
        await using var service = await StartAsync(new Fixed(true), new Fixed(second));

        var answer = await service.GetAsync("/healthz/ready");

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(said, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/healthz/live")).StatusCode);
    }

    [Fact]
    public async Task A_check_that_hangs_or_fails_is_not_waited_for_and_hides_no_other()
    {
        await using var service = await StartAsync(new Hanging(), new Failing(), new Fixed(true));

        var answer = await service.GetAsync("/healthz/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(
            "not ready\nHanging: no answer within 1 s\nFailing: failed, see the log\nstore: there\n",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
    }

    private static Task<RunningService> StartAsync(params IEnumerable<IReadinessCheck> checks) =>
        RunningService.StartAsync(arguments =>
        {
            var builder = ServiceBuilder.Create([
                .. arguments,
                "--Shutdown:FinishSeconds=1",
                "--Faults:ErrorRate=0",
                "--Faults:LatencyMilliseconds=0",
                "--Faults:CrashAtStart=false",
            ]);
            builder.AddServiceDefaults(new Settings.SettingsReader(builder.Configuration));
            foreach (var check in checks)
                builder.Services.AddSingleton(check);
            var app = builder.Build();
            app.UseServiceDefaults("sample");
            return app;
        });

    private sealed class Fixed(bool ready) : IReadinessCheck
    {
        public Task<Readiness> CheckAsync(CancellationToken cancellation) =>
            Task.FromResult(new Readiness(ready, ready ? "store: there" : "store: away"));
    }

    private sealed class Hanging : IReadinessCheck
    {
        public Task<Readiness> CheckAsync(CancellationToken cancellation) =>
            new TaskCompletionSource<Readiness>().Task;
    }

    private sealed class Failing : IReadinessCheck
    {
        public Task<Readiness> CheckAsync(CancellationToken cancellation) =>
            Task.FromException<Readiness>(new InvalidOperationException("secret"));
    }
}
