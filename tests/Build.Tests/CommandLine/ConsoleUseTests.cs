using Slipway.Targets.CommandLine;

namespace Slipway.Targets.Tests.CommandLine;

public class ConsoleUseTests
{
    private static readonly BuildShape s_build = BuildShape.Of(typeof(global::Build));

    [Theory]
    [InlineData("Version", OutputFormat.Text, LogPlace.Output)]
    [InlineData("Version --verbosity quiet", OutputFormat.Text, LogPlace.OnFailure)]
    [InlineData("--verbosity Quiet --target version", OutputFormat.Text, LogPlace.OnFailure)]
    [InlineData("Status --output json", OutputFormat.Json, LogPlace.Errors)]
    [InlineData("Status --Output JSON --env staging", OutputFormat.Json, LogPlace.Errors)]
    [InlineData("Status --output json --verbosity quiet", OutputFormat.Json, LogPlace.OnFailure)]
    [InlineData("Status --output text", OutputFormat.Text, LogPlace.Output)]
    [InlineData("Completion", OutputFormat.Text, LogPlace.OnFailure)]
    [InlineData("Deploy --verbosity quiet", OutputFormat.Text, LogPlace.Output)]
    [InlineData("Version+Deploy --verbosity quiet", OutputFormat.Text, LogPlace.Output)]
    [InlineData("--verbosity quiet", OutputFormat.Text, LogPlace.Output)]
    [InlineData("Status --output markdown", OutputFormat.Markdown, LogPlace.Errors)]
    [InlineData("Deploy --output markdown", OutputFormat.Markdown, LogPlace.Errors)]
    [InlineData("Deploy --output markdown --verbosity quiet", OutputFormat.Markdown, LogPlace.Errors)]
    [InlineData("Push --output markdown", OutputFormat.Text, LogPlace.Output)]
    [InlineData("Version --plan --verbosity quiet", OutputFormat.Text, LogPlace.Output)]
    [InlineData("Deploy --output json", OutputFormat.Json, LogPlace.Errors, true)]
    [InlineData("destroy --output json --verbosity quiet", OutputFormat.Json, LogPlace.Errors, true)]
    [InlineData("Canary --output json --plan", OutputFormat.Text, LogPlace.Output)]
    internal void The_command_line_decides(
        string arguments,
        OutputFormat format,
        LogPlace log,
        bool events = false
    ) => Assert.Equal(new ConsoleUse(format, log, events), Use(arguments));

    [Fact]
    public void A_variable_decides_where_the_command_line_says_nothing()
    {
        Assert.Equal(OutputFormat.Json, Use("Status", ("NUKE_OUTPUT", "json")).Format);
        Assert.Equal(OutputFormat.Text, Use("Status --output text", ("NUKE_OUTPUT", "json")).Format);
        Assert.Equal(OutputFormat.Text, Use("Status", ("OUTPUT", "json")).Format);
        Assert.Equal(LogPlace.OnFailure, Use("Status", ("NUKE_VERBOSITY", "quiet")).Log);
    }

    [Theory]
    [InlineData("Status --output json")]
    [InlineData("Deploy --output json")]
    [InlineData("Destroy --output json")]
    [InlineData("Deploy --output text")]
    [InlineData("Deploy --output markdown")]
    [InlineData("History --output markdown")]
    [InlineData("Deploy --output json --help")]
    public void What_can_be_answered_is_accepted(string arguments) => Assert.Empty(Mistakes(arguments));

    [Theory]
    [InlineData(
        "Push --output json",
        "Push cannot answer in JSON; Canary, Deploy, DeployStaging, Destroy, Diff, "
            + "History, Logs, Promote, Report, Rights, Rollback, Status, Version can"
    )]
    [InlineData(
        "Completion --output json",
        "Completion cannot answer in JSON; Canary, Deploy, DeployStaging, Destroy, Diff, "
    )]
    [InlineData(
        "--output json",
        "the default target cannot answer in JSON; Canary, Deploy, DeployStaging, Destroy, Diff, "
    )]
    [InlineData(
        "Push --output markdown",
        "Push cannot answer in Markdown; Deploy, DeployStaging, Diff, History, "
    )]
    [InlineData(
        "Status History --output json",
        "prints the answer of one target; name one instead of Status, History"
    )]
    public void What_cannot_be_one_document_is_refused(string arguments, string expected) =>
        Assert.Contains(expected, Assert.Single(Mistakes(arguments)));

    [Fact]
    public void A_variable_of_another_program_that_is_called_like_a_parameter_is_no_mistake()
    {
        Assert.Empty(VariableCheck.Mistakes(s_build, [new("OUTPUT", "/tmp/x"), new("SHELL", "/bin/bash")]));
        Assert.Single(VariableCheck.Mistakes(s_build, [new("NUKE_OUTPUT", "yaml")]));
    }

    private static IReadOnlyList<string> Mistakes(string arguments) =>
        OutputCheck.Mistakes(s_build, arguments.Split(' '), new Dictionary<string, string>());

    private static ConsoleUse Use(string arguments, params (string Name, string Value)[] variables) =>
        ConsoleUse.Of(s_build, arguments.Split(' '), variables.ToDictionary(v => v.Name, v => v.Value));
}
