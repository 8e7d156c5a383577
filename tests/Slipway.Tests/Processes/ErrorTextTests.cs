using Slipway.Processes;

namespace Slipway.Tests.Processes;

/// <summary>What other programs print when they fail, and what people are shown of it.</summary>
public sealed class ErrorTextTests
{
    [Theory]
    [InlineData(
        "E1130 12:00:00.000000    1234 run.go:72] \"command failed\" err=<\n\tmap[string]interface {}(nil): yaml: unmarshal errors:\n\t  line 6: mapping key \"a\" already defined at line 5\n >\n",
        "map[string]interface {}(nil): yaml: unmarshal errors:\nline 6: mapping key \"a\" already defined at line 5"
    )]
    [InlineData(
        "E1201 05:55:45.224564   22968 run.go:72] \"command failed\" err=\"invalid Kustomization: json: unknown field \\\"resourcs\\\"\"\n",
        "invalid Kustomization: json: unknown field \"resourcs\""
    )]
    [InlineData(
        "# Warning: 'bases' is deprecated.\nW1130 12:00:00.0 1 x.go:1] slow\nerror: it broke\n",
        "# Warning: 'bases' is deprecated.\nslow\nit broke"
    )]
    [InlineData(
        "hint: You have divergent branches.\nhint:   git config pull.rebase false\nfatal: Need to specify how to reconcile.\n",
        "Need to specify how to reconcile.\nhint: You have divergent branches.\nhint:   git config pull.rebase false"
    )]
    [InlineData("\u001b[31mError: chart not found\u001b[0m\r\n", "chart not found")]
    [InlineData("fatal: a\n\n\tfatal: b\n", "a\nb")]
    [InlineData("", "")]
    public void The_cause_comes_first_without_log_tabs_and_colours(string errors, string shown) =>
        Assert.Equal(shown, ErrorText.Of(errors));
}
