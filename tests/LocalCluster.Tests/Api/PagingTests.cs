using System.Text.Json.Nodes;
using LocalCluster.Hosting;
using LocalCluster.Tests.Hosting;

namespace LocalCluster.Tests.Api;

public sealed class PagingTests(PagingTests.Clocked api) : IClassFixture<PagingTests.Clocked>
{
    private const string Media = "application/merge-patch+json";

    [Fact]
    public async Task All_pages_show_the_state_of_the_first_one()
    {
        var path = await Three();
        var (_, first) = await api.Send("GET", path + "?limit=2");
        await api.Send("DELETE", path + "/c");
        await api.Send("POST", path, """{"metadata":{"name":"d"}}""");
        await api.Send("PATCH", path + "/b", """{"data":{"k":"v"}}""", Media);

        var (_, second) = await api.Send("GET", $"{path}?limit=2&continue={Token(first)}");

        Assert.Equal(["c"], Names(second));
        Assert.Equal(Version(first), Version(second));
    }

    [Fact]
    public async Task A_page_asked_for_too_late_is_refused_with_a_way_to_go_on()
    {
        var path = await Three();
        var (_, first) = await api.Send("GET", path + "?limit=2");
        await api.Send("POST", path, """{"metadata":{"name":"d"}}""");
        api.Time.Advance(TimeSpan.FromMinutes(6));

        var (code, late) = await api.Send("GET", $"{path}?limit=2&continue={Token(first)}");

        Assert.Equal((410, "Expired"), (code, late["reason"]!.ToString()));
        var (_, rest) = await api.Send("GET", $"{path}?continue={Token(late)}");
        Assert.Equal(["c", "d"], Names(rest));
    }

    [Fact]
    public async Task A_version_that_is_still_to_come_is_refused_as_too_large()
    {
        var path = await Three();
        var (code, answer) = await api.Send("GET", path + "?resourceVersion=99999999");
        Assert.Equal((504, "Timeout"), (code, answer["reason"]!.ToString()));
        Assert.StartsWith("Too large resource version: 99999999, current: ", answer["message"]!.ToString());
        Assert.Equal("ResourceVersionTooLarge", answer["details"]!["causes"]![0]!["reason"]!.ToString());
    }

    [Fact]
    public async Task An_exact_version_that_nobody_kept_is_refused()
    {
        var path = await Three();
        var (_, now) = await api.Send("GET", path);
        await api.Send("DELETE", path + "/a");
        var exact = $"{path}?resourceVersionMatch=Exact&resourceVersion=";
        var (gone, _) = await api.Send("GET", exact + Version(now));
        Assert.Equal(410, gone);
        // The current one is kept, until someone writes: the new namespace may still be furnished.
        await Eventually.True(async () =>
        {
            var (_, current) = await api.Send("GET", path);
            return (await api.Send("GET", exact + Version(current))).Code == 200;
        });
    }

    private static string Token(JsonObject answer) => answer["metadata"]!["continue"]!.ToString();

    private static string Version(JsonObject list) => list["metadata"]!["resourceVersion"]!.ToString();

    private static IEnumerable<string> Names(JsonObject list) =>
        list["items"]!.AsArray().Select(i => i!["metadata"]!["name"]!.ToString());

    private async Task<string> Three()
    {
        var path = $"/api/v1/namespaces/{await api.Namespace()}/secrets";
        foreach (var name in new[] { "a", "b", "c" })
            await api.Send("POST", path, $$$"""{"metadata":{"name":"{{{name}}}"}}""");
        return path;
    }

    /// <summary>An API server on a clock of ours.</summary>
    public sealed class Clocked : ApiFixture
    {
        internal ManualTime Time { get; } = new();

        protected override ClusterOptions Configure(ClusterOptions options) => options with { Time = Time };
    }
}
