using System.Net;
using System.Text;
using Running;

namespace ServiceDefaults.Tests;

public class RequestTests
{
    [Fact]
    public async Task Requests_are_counted_by_route_and_not_by_path()
    {
        await using var service = await SampleApp.StartAsync();
        await service.GetAsync("/things/1");
        await service.GetAsync("/things/2");
        await service.GetAsync("/nothing/here");

        var metrics = await service.GetStringAsync("/metrics");
        Assert.Contains("{method=\"GET\",route=\"/things/{id}\",status=\"200\"} 2\n", metrics);
        Assert.Contains("http_request_duration_seconds_count{route=\"/things/{id}\"} 2\n", metrics);
        Assert.Contains("{method=\"GET\",route=\"unmatched\",status=\"404\"} 1\n", metrics);
        Assert.DoesNotContain("nothing", metrics);
    }

    [Fact]
    public async Task A_method_that_nobody_knows_makes_no_series_of_its_own()
    {
        await using var service = await SampleApp.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod("BREW"), "/things/1");
        await service.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Contains("{method=\"_OTHER\",", await service.GetStringAsync("/metrics"));
    }

    [Fact]
    public async Task Probes_and_metrics_are_not_counted()
    {
        await using var service = await SampleApp.StartAsync();
        foreach (var path in new[] { "/healthz/live", "/healthz/ready", "/metrics" })
            Assert.Equal(HttpStatusCode.OK, (await service.GetAsync(path)).StatusCode);

        Assert.DoesNotContain("http_requests_total{", await service.GetStringAsync("/metrics"));
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
    public async Task An_unexpected_fault_is_a_500_that_gives_nothing_away()
    {
        await using var service = await SampleApp.StartAsync();

        var answer = await service.GetAsync("/boom");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain(SampleApp.Secret, (await answer.ProblemAsync()).ToJsonString());
        Assert.Contains(
            "http_requests_total{method=\"GET\",route=\"/boom\",status=\"500\"} 1\n",
            await service.GetStringAsync("/metrics")
        );
    }

    [Theory]
    [InlineData("""{"size":"big"}""", "size")]
    [InlineData("""{"size":""", "body")]
    [InlineData("[]", "body")]
    public async Task A_body_that_cannot_be_read_is_refused_with_the_field(string body, string field)
    {
        await using var service = await SampleApp.StartAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        var answer = await service.Http.PutAsync("/things/1", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, Assert.Single((await answer.ProblemAsync())["errors"]!.AsObject()).Key);
    }

    [Fact]
    public async Task A_body_beyond_all_need_is_refused()
    {
        await using var service = await SampleApp.StartAsync();
        using var content = new StringContent(new string(' ', 70_000), Encoding.UTF8, "application/json");

        var answer = await service.Http.PutAsync("/things/1", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task The_first_page_names_the_service_and_where_to_go()
    {
        await using var service = await SampleApp.StartAsync();

        Assert.Equal(
            """{"service":"sample","links":["/things/{id}","/healthz/live","/healthz/ready","/metrics"]}""",
            await service.GetStringAsync("/")
        );
    }

    [Fact]
    public async Task Faults_hit_requests_but_neither_probes_nor_metrics()
    {
        await using var service = await SampleApp.StartAsync("Faults:ErrorRate=1");

        Assert.Equal(HttpStatusCode.InternalServerError, (await service.GetAsync("/things/1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/healthz/ready")).StatusCode);
        Assert.Contains("status=\"500\"} 1\n", await service.GetStringAsync("/metrics"));
    }
}
