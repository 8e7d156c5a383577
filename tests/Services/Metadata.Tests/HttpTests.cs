using System.Net;
using Running;

namespace Metadata.Tests;

public class HttpTests
{
    [Fact]
    public async Task A_movie_is_served_with_title_description_and_director()
    {
        await using var service = await RunningService.StartAsync(MetadataApp.Create);

        var answer = await service.GetAsync("/metadata/4");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var movie = await answer.JsonAsync();
        Assert.Equal("4", (string?)movie["id"]);
        Assert.Equal("Seven Samurai", (string?)movie["title"]);
        Assert.Equal("Akira Kurosawa", (string?)movie["director"]);
        Assert.NotEmpty((string)movie["description"]!);
    }

    [Theory]
    [InlineData("999")]
    [InlineData("no%2Fmovie")]
    public async Task A_movie_that_is_not_there_is_a_404(string id)
    {
        await using var service = await RunningService.StartAsync(MetadataApp.Create);

        var answer = await service.GetAsync($"/metadata/{id}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is no movie", (string?)(await answer.ProblemAsync())["detail"]);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/healthz/live")]
    [InlineData("/healthz/ready")]
    [InlineData("/metrics")]
    public async Task What_the_platform_asks_for_is_there(string path)
    {
        await using var service = await RunningService.StartAsync(MetadataApp.Create);

        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task It_starts_as_a_process_with_its_settings_file_alone()
    {
        await using var process = StartedProcess.Start("Metadata.dll", ("Shutdown__DrainSeconds", "0"));
        using var http = new HttpClient { BaseAddress = await process.ListeningAsync() };

        Assert.Contains(
            "Metropolis",
            await http.GetStringAsync("/metadata/1", TestContext.Current.CancellationToken)
        );

        process.Terminate();
        Assert.Equal(0, await process.ExitAsync());
    }
}
