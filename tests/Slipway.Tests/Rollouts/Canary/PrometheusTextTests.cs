using Slipway.Rollouts.Canary.Measuring;

namespace Slipway.Tests.Rollouts.Canary;

public sealed class PrometheusTextTests
{
    [Fact]
    public void Names_labels_and_values_are_read()
    {
        var samples = PrometheusText.Parse(
            """
            # HELP http_requests_total The total number of HTTP requests.
            # TYPE http_requests_total counter
            http_requests_total{method="post",code="200"} 1027 1395066363000
              http_requests_total { method = "post" , code = "400", }   3
            no_labels 1.5e-3
            empty{} 4
            """
        );

        Assert.Equal(
            ["http_requests_total", "http_requests_total", "no_labels", "empty"],
            samples.Select(sample => sample.Name)
        );
        Assert.Equal([1027, 3, 0.0015, 4], samples.Select(s => s.Value));
        Assert.Equal("400", samples[1].Label("code"));
        Assert.Equal("", samples[2].Label("code"));
    }

    [Theory]
    [InlineData("+Inf", double.PositiveInfinity)]
    [InlineData("-Inf", double.NegativeInfinity)]
    [InlineData("NaN", double.NaN)]
    [InlineData("Inf", double.PositiveInfinity)]
    public void Special_values_are_read(string text, double value) =>
        Assert.Equal(value, Assert.Single(PrometheusText.Parse($"metric {text}")).Value);

    [Fact]
    public void Escapes_in_labels_are_undone()
    {
        const string Line = """files{path="C:\\DIR\\FILE.TXT",error="Cannot find:\n\"it\", {x}"} 1""";

        var sample = Assert.Single(PrometheusText.Parse(Line));

        Assert.Equal("""C:\DIR\FILE.TXT""", sample.Label("path"));
        Assert.Equal("Cannot find:\n\"it\", {x}", sample.Label("error"));
    }

    [Fact]
    public void What_OpenMetrics_adds_is_understood()
    {
        var samples = PrometheusText.Parse(
            """
            # TYPE foo histogram
            # UNIT foo seconds
            foo_bucket{le="0.1"} 8 # {} 0.054
            foo_bucket{le="1.0"} 11 1520879607.789 # {trace_id="KOO5S4vxi0o"} 0.67 1520879606.1
            # EOF
            after the end
            """
        );

        Assert.Equal([8, 11], samples.Select(sample => sample.Value));
    }

    [Theory]
    [InlineData("http_requests_total", "a value is missing")]
    [InlineData("http_requests_total many", "the value is not a number")]
    [InlineData("9lives 1", "expected a name at column 1")]
    [InlineData("a{b} 1", "'=' must follow the name of a label")]
    [InlineData("a{b=c} 1", "must be quoted")]
    [InlineData("a{b=\"c} 1", "has no closing quote")]
    [InlineData("a{b=\"\\t\"} 1", "an escape in the value of a label is unknown")]
    [InlineData("a{b=\"1\",b=\"2\"} 1", "appears twice")]
    [InlineData("a{b=\"1\" c=\"2\"} 1", "',' or '}'")]
    [InlineData("a 1 2 3", "nothing may follow the timestamp")]
    [InlineData("a 1 soon", "the value is not a number")]
    public void A_malformed_line_is_named(string line, string why)
    {
        var error = Assert.Throws<FormatException>(() => PrometheusText.Parse($"good 1\n\n{line}\n"));

        Assert.Contains("line 3", error.Message);
        Assert.Contains(why, error.Message);
    }

    [Theory]
    [InlineData("http_requests_total{code=\"200\"} many", "(http_requests_total…)")]
    [InlineData("{\"AccessKeyId\": \"AKIA123\"}", "column 1")]
    [InlineData("AKIA123SECRET", "a value is missing")]
    [InlineData("password hunter2", "the value is not a number")]
    public void Of_what_is_no_sample_nothing_is_quoted(string line, string end)
    {
        var error = Assert.Throws<FormatException>(() => PrometheusText.Parse(line));
        Assert.EndsWith(end, error.Message);
        Assert.DoesNotContain("AKIA", error.Message);
        Assert.DoesNotContain("hunter2", error.Message);
    }
}
