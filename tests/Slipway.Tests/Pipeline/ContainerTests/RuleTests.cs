using Slipway.Pipeline.ContainerTests;

namespace Slipway.Tests.Pipeline.ContainerTests;

/// <summary>What is said of what was seen, case by case.</summary>
public sealed class RuleTests
{
    private const string Counted = "http_requests_total{route=\"/\",status=\"200\"} ";

    [Theory]
    [InlineData("", "1654", CheckResult.Failed)]
    [InlineData("root", "0", CheckResult.Failed)]
    [InlineData("0:0", "0", CheckResult.Failed)]
    [InlineData("00", null, CheckResult.Failed)]
    [InlineData("1654:1654", "1654", CheckResult.Passed)]
    [InlineData("app", "1654", CheckResult.Passed)]
    [InlineData("app", "0", CheckResult.Failed)]
    [InlineData("1654", "1654,0", CheckResult.Failed)]
    [InlineData("1654", "", CheckResult.NotRun)]
    [InlineData("1654", null, CheckResult.NotProven)]
    public void Nothing_runs_as_root(string named, string? seen, CheckResult expected) =>
        Assert.Equal(
            expected,
            UserRule.Judge(named, seen?.Split(',', StringSplitOptions.RemoveEmptyEntries)).Result
        );

    [Theory]
    [InlineData(0, 2, 8, null, CheckResult.Passed, "after 2 s with exit code 0; 8 requests")]
    [InlineData(0, 2, 8, "reset", CheckResult.Failed, "1 of 8 requests under way")]
    [InlineData(0, 2, 0, null, CheckResult.Failed, "no request was answered before")]
    [InlineData(143, 0, 8, null, CheckResult.Failed, "with exit code 143, not 0")]
    [InlineData(137, 10, 8, null, CheckResult.Failed, "within 10 s; it was killed")]
    [InlineData(null, 10, 8, null, CheckResult.Failed, "within 10 s; it was killed")]
    public void A_container_ends_by_itself_in_time_and_loses_no_request(
        int? code,
        int seconds,
        int underWay,
        string? broken,
        CheckResult expected,
        string detail
    )
    {
        var finding = SignalRule.Judge(
            "SIGTERM",
            code,
            TimeSpan.FromSeconds(seconds),
            TimeSpan.FromSeconds(10),
            new TrafficSummary(underWay, broken is null ? [] : [broken])
        );
        Assert.Equal(expected, finding.Result);
        Assert.Contains(detail, finding.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, null, true, CheckResult.Passed)]
    [InlineData(true, "ended", true, CheckResult.Failed)]
    [InlineData(true, "ended", false, CheckResult.NotRun)]
    [InlineData(false, null, true, CheckResult.NotProven)]
    [InlineData(false, "ended", false, CheckResult.NotProven)]
    public void A_root_that_is_needed_is_not_confused_with_a_service_that_is_broken(
        bool isolated,
        string? first,
        bool writable,
        CheckResult expected
    ) => Assert.Equal(expected, ReadOnlyRule.Judge(isolated, first, writable).Result);

    [Theory]
    [InlineData(200, "text/plain", Counted + "7", CheckResult.Passed, "5 requests to / were counted")]
    [InlineData(200, "application/openmetrics-text", Counted + "9", CheckResult.Passed, "counted")]
    [InlineData(200, "text/plain", Counted + "6", CheckResult.Failed, "were answered, 4 counted")]
    [InlineData(200, "text/plain", "up 1", CheckResult.Failed, "has no http_requests_total or")]
    [InlineData(
        200,
        "text/plain",
        "<html>",
        CheckResult.Failed,
        "is not valid Prometheus text: Metrics, line 1"
    )]
    [InlineData(200, "text/html", Counted + "7", CheckResult.Failed, "'text/html', not")]
    [InlineData(404, "text/plain", "", CheckResult.Failed, "answers 404")]
    public void Metrics_count_requests(
        int status,
        string type,
        string body,
        CheckResult expected,
        string detail
    )
    {
        var finding = MetricsRule.Judge(
            new HealthResponse(200, type, Counted + "2"),
            new HealthResponse(status, type, body),
            "/",
            5
        );
        Assert.Equal(expected, finding.Result);
        Assert.Contains(detail, finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Silence_is_no_health()
    {
        Assert.Equal(
            CheckFinding.Failed("/x: Connection refused"),
            new HealthResponse(0, "", "", "Connection refused").MustBeOk("/x")
        );
        Assert.Equal(CheckFinding.Failed("/x answers 503"), new HealthResponse(503, "", "").MustBeOk("/x"));
        Assert.Equal(CheckResult.Passed, new HealthResponse(200, "", "").MustBeOk("/x").Result);
    }

    [Fact]
    public void An_image_says_how_it_runs()
    {
        var run = ImageRun.Parse(
            """
            {"os":"linux","architecture":"arm64","config":{"User":"1654","StopSignal":"SIGQUIT",
             "ExposedPorts":{"9090/tcp":{},"8080":{},"53/udp":{}}}}
            """u8.ToArray()
        );
        Assert.Equal(
            ("linux/arm64", "1654", "SIGQUIT", 8080),
            (run.Platform, run.User, run.StopSignal, run.Port)
        );
        var silent = ImageRun.Parse("""{"os":"linux","architecture":"amd64","config":{}}"""u8.ToArray());
        Assert.Equal(("", "SIGTERM", 8080), (silent.User, silent.StopSignal, silent.Port));
    }
}
