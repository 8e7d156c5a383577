using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Running;

namespace Rating.Tests;

/// <summary>Rating as the process that a pod runs.</summary>
public partial class ProcessTests
{
    [Fact]
    public async Task Every_line_it_logs_is_json_and_a_request_is_logged_with_its_trace()
    {
        await using var process = StartedProcess.Start("Rating.dll", ("Shutdown__DrainSeconds", "0"));
        // A test runner that traces its tests must not replace the trace of the request.
        using var handler = new SocketsHttpHandler { ActivityHeadersPropagator = null };
        using var http = new HttpClient(handler) { BaseAddress = await process.ListeningAsync() };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ratings/movie/1");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        await http.SendAsync(request, TestContext.Current.CancellationToken);
        process.Terminate();
        Assert.Equal(0, await process.ExitAsync());

        var lines = process.Output.Select(line => JsonNode.Parse(line)!).ToArray();
        Assert.All(lines, line => Assert.NotNull(line["Timestamp"]));
        Assert.All(lines, line => Assert.NotNull(line["Message"]));
        var answered = Assert.Single(lines, line => line["State"]?["Route"] is not null);
        Assert.Equal("Information", (string?)answered["LogLevel"]);
        Assert.Equal("GET", (string?)answered["State"]!["Method"]);
        Assert.Equal("/ratings/{recordType}/{recordId}", (string?)answered["State"]!["Route"]);
        Assert.Equal(200, (int?)answered["State"]!["StatusCode"]);
        Assert.True((double?)answered["State"]!["DurationMilliseconds"] >= 0);
        var trace = Assert.Single(answered["Scopes"]!.AsArray(), scope => scope!["TraceId"] is not null);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", (string?)trace!["TraceId"]);
        Assert.Matches("^[0-9a-f]{16}$", (string?)trace["SpanId"]);
        Assert.Empty(process.Errors);
    }

    [Theory]
    [InlineData("Shutdown__DrainSeconds", "soon", "Shutdown:DrainSeconds is 'soon', but must be a number")]
    [InlineData("Faults__ErrorRate", "2", "Faults:ErrorRate is '2', but must be a number from 0 to 1.")]
    [InlineData("Faults__ErorRate", "0.2", "Faults:ErorRate is not a setting; Faults has CrashAtStart,")]
    [InlineData("Logging__LogLevel__Default", "Loud", "Logging:LogLevel:Default is 'Loud', but must be")]
    [InlineData("ASPNETCORE_URLS", "8080", "ASPNETCORE_URLS contains '8080', but must contain http URLs.")]
    [InlineData("Faults__CrashAtStart", "true", "Faults:CrashAtStart is on, so the service exits")]
    public async Task A_wrong_setting_ends_it_with_one_line_that_names_the_key(
        string name,
        string value,
        string line
    )
    {
        await using var process = StartedProcess.Start("Rating.dll", (name, value));

        Assert.Equal(1, await process.ExitAsync());
        Assert.StartsWith(line, Assert.Single(process.Errors));
        Assert.Empty(process.Output);
    }

    [Fact]
    public async Task All_mistakes_in_its_settings_are_reported_at_once()
    {
        await using var process = StartedProcess.Start(
            "Rating.dll",
            ("Shutdown__DrainSeconds", "soon"),
            ("Faults__ErrorRate", "2"),
            ("Logging__LogLevel__Default", "Loud"),
            ("ASPNETCORE_URLS", "8080")
        );

        Assert.Equal(1, await process.ExitAsync());
        Assert.Equal(
            [
                "ASPNETCORE_URLS contains",
                "Faults:ErrorRate is",
                "Logging:LogLevel:Default is",
                "Shutdown:DrainSeconds is",
            ],
            process.Errors.Select(line => line[..(line.IndexOf('\'') - 1)]).Order(StringComparer.Ordinal)
        );
        Assert.Empty(process.Output);
    }

    [Fact]
    public async Task A_new_process_names_itself_as_another_instance()
    {
        await using var first = StartedProcess.Start("Rating.dll");
        await using var second = StartedProcess.Start("Rating.dll");

        var (one, other) = (await InstanceAsync(first), await InstanceAsync(second));

        Assert.NotEmpty(one);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_it_with_one_line_that_names_the_address()
    {
        await using var first = StartedProcess.Start("Rating.dll", ("Shutdown__DrainSeconds", "0"));
        var address = (await first.ListeningAsync()).GetLeftPart(UriPartial.Authority);
        await using var second = StartedProcess.Start("Rating.dll", ("ASPNETCORE_URLS", address));

        Assert.Equal(1, await second.ExitAsync());
        Assert.StartsWith($"The service cannot listen on {address}:", Assert.Single(second.Errors));
    }

    private static async Task<string> InstanceAsync(StartedProcess process)
    {
        using var http = new HttpClient { BaseAddress = await process.ListeningAsync() };
        var metrics = await http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        return Instance().Match(metrics).Groups["id"].Value;
    }

    [GeneratedRegex("service_instance_id=\"(?<id>[^\"]+)\"")]
    private static partial Regex Instance();
}
