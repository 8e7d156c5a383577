using System.Text.Json.Nodes;
using LocalCluster.Tests.Hosting;

namespace LocalCluster.Tests.Api;

public sealed class WatchTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_watch_resumes_after_a_version_and_tells_every_change_in_order()
    {
        var ns = await api.Namespace();
        var path = $"/api/v1/namespaces/{ns}/configmaps";
        var (_, created) = await api.Send("POST", path, """{"metadata":{"name":"a"}}""");
        await api.Send("PATCH", path + "/a", """{"data":{"k":"v"}}""", "application/merge-patch+json");
        await api.Send("DELETE", path + "/a");
        var version = created["metadata"]!["resourceVersion"]!;
        var events = await Watch(
            $"{path}?watch=true&fieldSelector=metadata.name=a&resourceVersion={version}",
            2
        );
        Assert.Equal(["MODIFIED", "DELETED"], events.Select(e => e["type"]!.ToString()));
    }

    [Fact]
    public async Task What_leaves_the_selection_is_deleted_for_its_watcher()
    {
        var ns = await api.Namespace();
        var path = $"/api/v1/namespaces/{ns}/configmaps";
        var (_, created) = await api.Send(
            "POST",
            path,
            """{"metadata":{"name":"a","labels":{"color":"red"}}}"""
        );
        await Change("blue");
        await Change("red");
        var version = created["metadata"]!["resourceVersion"]!;
        var events = await Watch($"{path}?watch=true&labelSelector=color%3Dred&resourceVersion={version}", 2);
        Assert.Equal(["DELETED", "ADDED"], events.Select(e => e["type"]!.ToString()));

        Task Change(string color) =>
            api.Send(
                "PATCH",
                path + "/a",
                $$$$"""{"metadata":{"labels":{"color":"{{{{color}}}}"}}}""",
                "application/merge-patch+json"
            );
    }

    [Fact]
    public async Task Initial_events_end_with_a_bookmark()
    {
        var path = $"/api/v1/namespaces/{await api.Namespace()}/configmaps";
        await api.Send("POST", path, """{"metadata":{"name":"a"}}""");
        var events = await Watch(
            path
                + "?watch=true&sendInitialEvents=true&allowWatchBookmarks=true"
                + "&resourceVersionMatch=NotOlderThan&fieldSelector=metadata.name=a",
            2
        );
        Assert.Equal(["ADDED", "BOOKMARK"], events.Select(e => e["type"]!.ToString()));
        Assert.Equal(
            "true",
            events[1]["object"]!["metadata"]!["annotations"]!["k8s.io/initial-events-end"]!.ToString()
        );
    }

    [Fact]
    public async Task A_watch_ends_at_its_timeout()
    {
        using var answer = await api.Client.GetAsync(
            "/api/v1/pods?watch=true&timeoutSeconds=1",
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
        Assert.Equal("", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_list_comes_in_pages()
    {
        var path = $"/api/v1/namespaces/{await api.Namespace()}/secrets";
        foreach (var name in new[] { "a", "b", "c" })
            await api.Send("POST", path, $$$"""{"metadata":{"name":"{{{name}}}"}}""");
        var (_, first) = await api.Send("GET", path + "?limit=2");
        var (_, second) = await api.Send("GET", $"{path}?limit=2&continue={first["metadata"]!["continue"]}");
        Assert.Equal(
            ["a", "b", "c"],
            first["items"]!
                .AsArray()
                .Concat(second["items"]!.AsArray())
                .Select(i => i!["metadata"]!["name"]!.ToString())
        );
        Assert.Null(second["metadata"]!["continue"]);
    }

    private async Task<List<JsonNode>> Watch(string path, int count)
    {
        var events = new List<JsonNode>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken
        );
        limit.CancelAfter(Eventually.Deadline);
        try
        {
            using var answer = await api.Client.GetAsync(
                path,
                HttpCompletionOption.ResponseHeadersRead,
                limit.Token
            );
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(limit.Token));
            while (events.Count < count && await reader.ReadLineAsync(limit.Token) is { } line)
                events.Add(JsonNode.Parse(line)!);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail(
                $"{count} events did not come within {Eventually.Deadline}, but: "
                    + $"{string.Join('\n', events)}"
            );
        }
        return events;
    }
}
