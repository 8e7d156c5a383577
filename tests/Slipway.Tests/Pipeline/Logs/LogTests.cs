using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Slipway.Pipeline.Logs;
using Slipway.Tests.Kubernetes;

namespace Slipway.Tests.Pipeline.Logs;

/// <summary>The logs of all pods of an application in one stream.</summary>
public sealed class LogTests(RehearsingCluster cluster) : IClassFixture<RehearsingCluster>
{
    private static readonly LogChoices s_all = new(Service: null, Since: null, Tail: 10, Previous: false);

    [Fact]
    public async Task Lines_of_all_pods_are_in_the_order_in_which_they_were_written()
    {
        await using var stage = await ReleasedAsync();
        var asked = new ConcurrentBag<string>();
        var pods = new ConcurrentDictionary<string, int>();
        stage.Front.Logs = async context =>
        {
            asked.Add($"{context.Request.QueryString}");
            var n = pods.GetOrAdd(PodOf(context), _ => pods.Count);
            await context.Response.WriteAsync($"{Time(1 + n)} one {n}\n{Time(10 + n)} ten {n}\n");
        };

        var lines = await new LogQuery(stage.Context).RunAsync(s_all, Stage.Stop);

        Assert.Equal(["one", "one", "one", "ten", "ten", "ten"], lines.Select(l => l.Text.Split(' ')[0]));
        Assert.Equal(lines.OrderBy(l => l.Time).Select(l => l.Text), lines.Select(l => l.Text));
        Assert.All(lines, line =>
            Assert.Equal(("movie", "stable"), (line.Source.Service, line.Source.Track))
        );
        Assert.All(asked, query => Assert.Equal("?container=movie&timestamps=true&tailLines=10", query));
    }

    [Fact]
    public async Task What_a_terminal_would_obey_is_made_visible_and_what_has_no_time_is_the_kubelets_own_word()
    {
        await using var stage = await ReleasedAsync();
        stage.Front.Logs = context =>
            context.Response.WriteAsync(
                $"unable to retrieve container logs for containerd://1\n{Time(1)} \e[31mred\e[0m ::error::x\n"
            );
        var lines = await new LogQuery(stage.Context).RunAsync(s_all, Stage.Stop);
        Assert.Equal(3, lines.Count);
        Assert.All(lines, line => Assert.DoesNotContain('\e', line.Text));
    }

    [Fact]
    public async Task A_pod_whose_log_cannot_be_read_does_not_hide_the_others()
    {
        await using var stage = await ReleasedAsync();
        var broken = "";
        stage.Front.Logs = async context =>
        {
            if (Interlocked.CompareExchange(ref broken, PodOf(context), "") == "")
                context.Response.StatusCode = 500;
            await context.Response.WriteAsync($"{Time(1)} one\n");
        };
        Assert.Equal(2, (await new LogQuery(stage.Context).RunAsync(s_all, Stage.Stop)).Count);
        Assert.Contains(stage.Reporter.Notices, n =>
            n.Text.StartsWith($"The log of pod {broken} cannot be read", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_service_that_does_not_run_is_refused_with_those_that_do()
    {
        await using var stage = await ReleasedAsync();
        var refused = await Assert.ThrowsAsync<ServiceUnknownException>(() =>
            new LogQuery(stage.Context).RunAsync(s_all with { Service = "moive" }, Stage.Stop)
        );
        Assert.Equal("No service 'moive' runs here. Did you mean 'movie'?", refused.What);
        Assert.Equal("Name one of these, or leave it out for all: movie.", refused.Next);
    }

    [Fact]
    public async Task Followed_through_a_broken_connection_no_line_is_lost_and_none_comes_twice()
    {
        await using var stage = await ReleasedAsync();
        var reads = new ConcurrentDictionary<string, int>();
        stage.Front.Logs = async context =>
        {
            switch (reads.AddOrUpdate(PodOf(context), 1, (_, n) => n + 1))
            {
                case 1:
                    Assert.DoesNotContain("follow", $"{context.Request.QueryString}");
                    await context.Response.WriteAsync($"{Time(1)} 1\n");
                    break;
                case 2:
                    await context.Response.WriteAsync($"{Time(1)} 1\n{Time(2)} 2\n{Time(2)} 3\n");
                    break;
                case 3:
                    context.Abort();
                    break;
                case 4:
                    Assert.Contains("sinceTime=2026-01-01T00:00:02Z", $"{context.Request.QueryString}");
                    await context.Response.WriteAsync($"{Time(2)} 2\n{Time(2)} 3\n{Time(3)} 4\n");
                    break;
                default:
                    await Task.Delay(Timeout.Infinite, context.RequestAborted)
                        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    break;
            }
        };

        var lines = await FollowAsync(stage, s_all, until: 3 * 4);

        foreach (var pod in lines.GroupBy(line => line.Source.Pod))
            Assert.Equal(["1", "2", "3", "4"], pod.Select(line => line.Text));
    }

    [Fact]
    public async Task Pods_that_come_later_are_followed_from_their_beginning()
    {
        await using var stage = await ReleasedAsync();
        var before = new ConcurrentDictionary<string, bool>();
        var scaled = new TaskCompletionSource();
        stage.Front.Logs = async context =>
        {
            var isFirst = before.TryAdd($"{PodOf(context)}", true);
            if (isFirst)
                await context.Response.WriteAsync($"{Time(1)} {context.Request.QueryString}\n");
            else
            {
                scaled.TrySetResult();
                await Task.Delay(Timeout.Infinite, context.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        };
        var following = FollowAsync(stage, s_all, until: 4);
        await scaled.Task.WaitAsync(Stage.Stop);
        await stage.Front.ScaleAsync(stage.Namespace, "movie", 4);
        var lines = await following;
        Assert.Equal("?container=movie&timestamps=true&follow=true", lines[^1].Text);
    }

    private async Task<Stage> ReleasedAsync()
    {
        var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Shop.Service(stage.Namespace, "movie", "1.0.0"));
        return stage;
    }

    private static async Task<IReadOnlyList<LogLine>> FollowAsync(Stage stage, LogChoices choices, int until)
    {
        var lines = new List<LogLine>();
        await foreach (var line in new LogFollower(stage.Context).RunAsync(choices, Stage.Stop))
        {
            lines.Add(line);
            if (lines.Count == until)
                break;
        }
        return lines;
    }

    private static string PodOf(HttpContext context) => context.Request.Path.Value!.Split('/')[^2];

    private static string Time(int second) => $"2026-01-01T00:00:{second:00}.000000001Z";
}
