using System.Net;
using Running;

namespace Sample.Tests;

public class HttpTests
{
    [Fact]
    public async Task An_item_is_answered_as_JSON()
    {
        await using var service = await RunningService.StartAsync(SampleApp.Create);

        Assert.Equal("""{"id":7,"title":"Item 7"}""", await service.GetStringAsync("/sample/7"));
    }

    [Theory]
    [InlineData("/sample/0")]
    [InlineData("/sample/seven")]
    public async Task An_id_that_is_not_a_positive_number_is_not_found(string path)
    {
        await using var service = await RunningService.StartAsync(SampleApp.Create);

        using var answer = await service.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("/healthz/live")]
    [InlineData("/healthz/ready")]
    [InlineData("/metrics")]
    public async Task Kubernetes_and_Slipway_find_what_they_ask_for(string path)
    {
        await using var service = await RunningService.StartAsync(SampleApp.Create);

        using var answer = await service.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
