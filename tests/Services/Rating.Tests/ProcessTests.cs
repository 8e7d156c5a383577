using System.Text.Json.Nodes;
using Running;

namespace Rating.Tests;

/// <summary>Rating as the process that a pod runs.</summary>
public class ProcessTests
{
    [Fact]
    public async Task Every_line_it_logs_is_json_and_a_request_is_logged_with_its_trace()
    {
        await using var process = StartedProcess.Start("Rating.dll", ("Shutdown__DrainSeconds", "0"));
        using var http = new HttpClient { BaseAddress = await process.ListeningAsync() };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ratings/movie/1");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        await http.SendAsync(request, TestContext.Current.CancellationToken);
        process.Terminate();
        Assert.Equal(0, await process.ExitAsync());

        var lines = process.Output.Select(line => JsonNode.Parse(line)!).ToArray();
        Assert.All(lines, line => Assert.NotNull(line["timestamp"]));
        Assert.All(lines, line => Assert.NotNull(line["message"]));
        var answered = Assert.Single(lines, line => line["attributes"]?["route"] is not null);
        Assert.Equal("Information", (string?)answered["level"]);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", (string?)answered["traceId"]);
        Assert.Matches("^[0-9a-f]{16}$", (string?)answered["spanId"]);
        Assert.Equal("GET", (string?)answered["attributes"]!["method"]);
        Assert.Equal("/ratings/{recordType}/{recordId}", (string?)answered["attributes"]!["route"]);
        Assert.Equal(200, (int?)answered["attributes"]!["status"]);
        Assert.True((double?)answered["attributes"]!["durationMilliseconds"] >= 0);
        Assert.Empty(process.Errors);
    }

    [Theory]
    [InlineData("Shutdown__DrainSeconds", "soon", "Shutdown:DrainSeconds is 'soon', but must be a number")]
    [InlineData("Faults__ErrorRate", "2", "Faults:ErrorRate is '2', but must be a number from 0 to 1.")]
    [InlineData("Faults__ErorRate", "0.2", "Faults:ErorRate is not a setting; Faults has CrashAtStart,")]
    [InlineData("Logging__LogLevel__Default", "Loud", "Logging:LogLevel:Default is 'Loud', but must be")]
    [InlineData("ASPNETCORE_URLS", "8080", "ASPNETCORE_URLS has '8080', but needs http URLs.")]
    [InlineData("Faults__CrashAtStart", "true", "Faults:CrashAtStart is on, so the service ends")]
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
    public async Task A_port_that_is_taken_ends_it_with_one_line_that_names_the_address()
    {
        await using var first = StartedProcess.Start("Rating.dll", ("Shutdown__DrainSeconds", "0"));
        var address = (await first.ListeningAsync()).GetLeftPart(UriPartial.Authority);
        await using var second = StartedProcess.Start("Rating.dll", ("ASPNETCORE_URLS", address));

        Assert.Equal(1, await second.ExitAsync());
        Assert.StartsWith($"The service cannot listen on {address}:", Assert.Single(second.Errors));
    }
}
