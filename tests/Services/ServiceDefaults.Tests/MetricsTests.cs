using System.Net;
using Running;

namespace ServiceDefaults.Tests;

public class MetricsTests
{
    [Fact]
    public async Task Requests_are_counted_by_route_and_not_by_path()
    {
        await using var service = await SampleApp.StartAsync();
        await service.GetAsync("/things/1");
        await service.GetAsync("/things/2");
        await service.GetAsync("/nothing/here");

        Assert.Equal(
            2,
            await service.RequestsAsync("http_route=\"/things/{id}\"", "http_response_status_code=\"200\"")
        );
        Assert.Equal(1, await service.RequestsAsync("http_response_status_code=\"404\""));
        Assert.DoesNotContain("nothing", await service.GetStringAsync("/metrics"));
    }

    [Fact]
    public async Task Durations_are_counted_up_to_bounds_in_seconds()
    {
        await using var service = await SampleApp.StartAsync();
        await service.GetAsync("/things/1");

        Assert.Equal(
            1,
            await service.SumAsync(
                "http_server_request_duration_seconds_bucket",
                "/things/{id}",
                "le=\"+Inf\""
            )
        );
        Assert.Contains("le=\"0.25\"", await service.GetStringAsync("/metrics"));
    }

    [Fact]
    public async Task A_request_is_in_the_next_scrape_however_soon_that_is()
    {
        await using var service = await SampleApp.StartAsync();

        for (var request = 1; request <= 20; request++)
        {
            await service.GetAsync("/things/1");
            Assert.Equal(request, await service.RequestsAsync("http_route=\"/things/{id}\""));
        }
    }

    [Fact]
    public async Task An_unexpected_fault_counts_as_a_500_of_its_route()
    {
        await using var service = await SampleApp.StartAsync();
        await service.GetAsync("/boom");

        Assert.Equal(
            1,
            await service.RequestsAsync("http_route=\"/boom\"", "http_response_status_code=\"500\"")
        );
    }

    [Fact]
    public async Task A_method_that_does_not_exist_makes_no_series_of_its_own()
    {
        await using var service = await SampleApp.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod("BREW"), "/things/1");
        await service.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(1, await service.RequestsAsync("http_request_method=\"_OTHER\""));
    }

    [Fact]
    public async Task Probes_and_scrapes_are_not_counted()
    {
        await using var service = await SampleApp.StartAsync();
        foreach (var path in new[] { "/healthz/live", "/healthz/ready", "/metrics" })
            Assert.Equal(HttpStatusCode.OK, (await service.GetAsync(path)).StatusCode);

        Assert.Equal(0, await service.RequestsAsync());
    }

    [Fact]
    public async Task Metrics_are_in_the_text_format_that_prometheus_reads()
    {
        await using var service = await SampleApp.StartAsync();

        var answer = await service.GetAsync("/metrics");

        Assert.Equal(
            "text/plain; version=0.0.4; charset=utf-8",
            answer.Content.Headers.ContentType?.ToString()
        );
    }

    [Fact]
    public async Task A_process_names_itself_so_that_a_restart_can_be_seen()
    {
        await using var service = await SampleApp.StartAsync();

        var target = Assert.Single((await service.GetStringAsync("/metrics")).Split('\n'), line =>
            line.StartsWith("target_info{", StringComparison.Ordinal)
        );

        Assert.Contains("service_name=\"sample\"", target);
        Assert.Matches("service_instance_id=\"[0-9a-f-]{36}\"", target);
    }
}
