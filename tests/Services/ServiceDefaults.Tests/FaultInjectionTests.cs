using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using ServiceDefaults.Requests;
using ServiceDefaults.Settings;

namespace ServiceDefaults.Tests;

public class FaultInjectionTests
{
    private const int Requests = 1_000;

    private readonly ManualTime _time = new();

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, Requests, Requests)]
    [InlineData(0.2, 150, 250)]
    public async Task The_error_rate_is_the_share_of_requests_that_fail(double rate, int least, int most)
    {
        var faults = new FaultInjection(
            _ => Task.CompletedTask,
            Options.Create(new FaultSettings { ErrorRate = rate }),
            _time,
            new Random(1)
        );
        var failed = 0;
        for (var i = 0; i < Requests; i++)
        {
            var context = new DefaultHttpContext();
            await faults.InvokeAsync(context);
            failed += context.Response.StatusCode == 500 ? 1 : 0;
        }

        Assert.InRange(failed, least, most);
    }

    [Fact]
    public async Task A_request_waits_for_the_latency_before_it_is_served()
    {
        var latency = TimeSpan.FromMilliseconds(300);
        var served = false;
        var faults = new FaultInjection(
            Serve,
            Options.Create(new FaultSettings { LatencyMilliseconds = 300 }),
            _time,
            new Random(1)
        );

        var request = faults.InvokeAsync(new DefaultHttpContext());
        Assert.Equal([latency], _time.Delays);
        Assert.False(served);

        _time.Elapse();
        await request;
        Assert.True(served);

        Task Serve(HttpContext context)
        {
            served = true;
            return Task.CompletedTask;
        }
    }
}
