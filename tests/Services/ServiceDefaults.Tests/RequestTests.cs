using System.Net;
using System.Text;
using Running;

namespace ServiceDefaults.Tests;

public class RequestTests
{
    [Fact]
    public async Task An_unexpected_fault_is_a_500_that_gives_nothing_away()
    {
        await using var service = await SampleApp.StartAsync();

        var answer = await service.GetAsync("/boom");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain(SampleApp.Secret, (await answer.ProblemAsync()).ToJsonString());
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
            """{"service":"sample","links":["/healthz/live","/healthz/ready","/metrics","/things/{id}","/boom"]}""",
            await service.GetStringAsync("/")
        );
    }

    [Fact]
    public async Task Faults_hit_requests_but_neither_probes_nor_metrics()
    {
        await using var service = await SampleApp.StartAsync("Faults:ErrorRate=1");

        Assert.Equal(HttpStatusCode.InternalServerError, (await service.GetAsync("/things/1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/healthz/ready")).StatusCode);
        Assert.Equal(1, await service.RequestsAsync("http_response_status_code=\"500\""));
    }
}
