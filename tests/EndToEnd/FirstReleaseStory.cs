using System.Net.Http.Json;
using System.Text.Json;

namespace EndToEnd;

/// <summary>A newcomer clones the repository and deploys it.</summary>
public sealed class FirstReleaseStory(Checkout checkout)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_command_brings_every_service_up_and_each_printed_url_answers()
    {
        var output = await checkout.DoneAsync("Deploy", "--env", "local");

        var rows = StatusTable.Read(output);
        Assert.Equal(["metadata", "movie", "rating", "user"], rows.Keys.Select(k => k.Service).Order());
        using var http = new HttpClient();
        foreach (var row in rows.Values)
        {
            Assert.Equal("2/2", row.Ready);
            var answer = await http.GetFromJsonAsync<JsonElement>($"{row.Url}/", Stop);
            // A program calls itself by its assembly's name, which only differs in case.
            Assert.Equal(row.Service, answer.GetProperty("service").GetString(), ignoreCase: true);
        }
        var movie = await http.GetFromJsonAsync<JsonElement>(
            $"{rows[("movie", "stable")].Url}/movies/1",
            Stop
        );
        Assert.True(movie.GetProperty("ratingAvailable").GetBoolean());
    }

    [Fact]
    public async Task Deploying_the_same_commit_again_uploads_nothing_and_restarts_no_pod()
    {
        await checkout.DoneAsync("Deploy", "--env", "local");
        var before = await PodsAsync();

        var output = await checkout.DoneAsync("Deploy", "--env", "local");

        Assert.Contains("nothing uploaded", output);
        Assert.Contains("Nothing to change", output);
        Assert.Equal(before, await PodsAsync());
    }

    [Fact]
    public async Task A_proxy_that_the_machine_has_for_others_is_not_asked_for_the_local_cluster()
    {
        await checkout.DoneAsync("Deploy", "--env", "local");

        var run = await Checkout.ProgramAsync(
            "env",
            checkout.Root,
            "HTTP_PROXY=http://127.0.0.1:1",
            "HTTPS_PROXY=http://127.0.0.1:1",
            "NO_PROXY=localhost",
            "./build.sh",
            "Deploy",
            "--env",
            "local",
            "--no-logo"
        );

        Assert.True(run.Code == 0, run.Output);
        Assert.Contains("Nothing to change", run.Output);
    }

    /// <summary>The pods that are there to stay: an earlier story's may still be ending.</summary>
    private async Task<IReadOnlyList<string>> PodsAsync()
    {
        using var pods = JsonDocument.Parse(await checkout.KubectlAsync("get", "pods", "-o", "json"));
        return
        [
            .. pods
                .RootElement.GetProperty("items")
                .EnumerateArray()
                .Select(pod => pod.GetProperty("metadata"))
                .Where(metadata => !metadata.TryGetProperty("deletionTimestamp", out _))
                .Select(metadata => metadata.GetProperty("uid").GetString()!)
                .Order(StringComparer.Ordinal),
        ];
    }

    [Fact]
    public async Task A_commit_that_touches_no_service_changes_nothing()
    {
        await checkout.DoneAsync("Deploy", "--env", "local");
        checkout.Append("README.md", "\nA sentence more.\n");
        await checkout.CommitAsync("Say more");

        var output = await checkout.DoneAsync("Deploy", "--env", "local");

        Assert.Contains("nothing uploaded", output);
        Assert.Contains("Nothing to change", output);
    }
}
