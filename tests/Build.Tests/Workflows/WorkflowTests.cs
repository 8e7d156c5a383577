using System.Text.RegularExpressions;
using Slipway.Environments;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Tests.Running;

namespace Slipway.Targets.Tests.Workflows;

/// <summary>Workflows hold no logic of their own, and no more power than they need.</summary>
public sealed partial class WorkflowTests
{
    private static readonly BuildShape s_shape = BuildShape.Of(typeof(Build));

    public static TheoryData<string> All => [.. Workflow.Names];

    [Fact]
    public void There_are_three() =>
        Assert.Equal(["release.yml", "staging.yml", "tests.yml"], Workflow.Names);

    [Theory]
    [MemberData(nameof(All))]
    public void Scripts_only_call_targets_that_exist_with_parameters_that_exist(string name)
    {
        var workflow = Workflow.Read(name);
        Assert.NotEmpty(workflow.Scripts);
        foreach (var line in workflow.Scripts.SelectMany(script => Chosen(script, workflow)))
        {
            var words = line.Split(' ');
            Assert.Equal("./build.sh", words[0]);
            Assert.DoesNotContain(words[1..], word => Shell().IsMatch(word));
            Assert.Empty(CommandLineCheck.Mistakes(s_shape, words[1..]));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_expression_stands_in_a_script(string name) =>
        Assert.DoesNotContain(Workflow.Read(name).Scripts, script => script.Contains("${{"));

    [Theory]
    [MemberData(nameof(All))]
    public void Actions_are_pinned_to_a_commit_and_say_which_version_that_is(string name) =>
        Assert.All(UsesLine().Matches(Workflow.Read(name).Text), line =>
            Assert.Matches(@"^[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line.Groups[1].Value)
        );

    [Theory]
    [MemberData(nameof(All))]
    public void The_token_may_read_and_no_more(string name)
    {
        var workflow = Workflow.Read(name);
        Assert.Equal("{ { contents, read } }", $"{Workflow.Map(workflow.Root, "permissions")}");
        Assert.DoesNotContain(workflow.Jobs, job => job.Children.ContainsKey("permissions"));
        Assert.All(Checkouts(workflow), with => Assert.Equal("false", with["persist-credentials"]));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_whole_history_is_fetched_for_the_version(string name) =>
        Assert.All(Checkouts(Workflow.Read(name)), with => Assert.Equal("0", with["fetch-depth"]));

    [Theory]
    [InlineData("release.yml", "deploy-${{ inputs.environment }}", "false")]
    [InlineData("staging.yml", "deploy-staging", "false")]
    [InlineData("tests.yml", "tests-${{ github.ref }}", "true")]
    public void Releases_to_one_environment_wait_for_each_other_and_are_never_cut_off(
        string name,
        string group,
        string cancelled
    )
    {
        var concurrency = Workflow.Map(Workflow.Read(name).Root, "concurrency")!;
        Assert.Equal(group, Workflow.Value(concurrency, "group"));
        Assert.Equal(cancelled, Workflow.Value(concurrency, "cancel-in-progress"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Jobs_end_at_some_time(string name) =>
        Assert.All(Workflow.Read(name).Jobs, job => Assert.NotNull(Workflow.Value(job, "timeout-minutes")));

    [Theory]
    [MemberData(nameof(All))]
    public void Secrets_are_handed_over_as_parameters_of_the_build_and_nowhere_else(string name)
    {
        var workflow = Workflow.Read(name);
        var parameters = s_shape.Parameters.Select(p => p.Variable).ToList();
        var handedOver = workflow
            .Steps.SelectMany(Workflow.Variables)
            .Where(v => SecretUse().IsMatch(v.Value))
            .ToList();
        Assert.All(handedOver, variable => Assert.Contains(variable.Key, parameters));
        Assert.Equal(handedOver.Count, SecretUse().Count(workflow.Text));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Who_gets_secrets_runs_in_a_protected_environment(string name)
    {
        var workflow = Workflow.Read(name);
        if (SecretUse().IsMatch(workflow.Text))
            Assert.All(workflow.Jobs, job => Assert.NotNull(Workflow.Value(job, "environment")));
        else
            Assert.All(workflow.Jobs, job => Assert.Null(Workflow.Value(job, "environment")));
    }

    [Fact]
    public void Environments_that_can_be_chosen_exist() =>
        Assert.Subset(
            EnvironmentReader.Names(Checkout.Root).ToHashSet(),
            Workflow.Read("release.yml").Choices["environment"].ToHashSet()
        );

    [Fact]
    public void Pull_requests_are_tested_and_main_goes_to_staging()
    {
        Assert.Equal(
            ["./build.sh Test", "./build.sh ContainerTest --env staging"],
            Workflow.Read("tests.yml").Scripts
        );
        Assert.Contains("\n  pull_request:\n", Workflow.Read("tests.yml").Text);
        Assert.Equal(["./build.sh DeployStaging"], Workflow.Read("staging.yml").Scripts);
        Assert.Contains("\n    branches: [main]\n", Workflow.Read("staging.yml").Text);
        Assert.Equal(
            ["Diff", "Canary", "Promote", "Rollback"],
            Workflow.Read("release.yml").Choices["action"]
        );
    }

    [Theory]
    [InlineData(
        "release.yml",
        "allow-older confirm-prune force-conflicts replace-immutable reset-replicas to"
    )]
    [InlineData("staging.yml", "allow-older confirm-prune force-conflicts replace-immutable reset-replicas")]
    public void What_a_refused_release_asks_for_can_be_given_in_the_form(string name, string options)
    {
        var steps = Workflow
            .Read(name)
            .Steps.Select(step => Workflow.Variables(step).ToDictionary())
            .Where(variables => variables.Count > 0)
            .ToList();
        Assert.NotEmpty(steps);
        foreach (var option in options.Split(' '))
        {
            var variable = s_shape.Parameters.Single(p => p.Name == option).Variable;
            Assert.All(steps, step => Assert.Equal($"${{{{ inputs.{option} }}}}", step[variable]));
        }
    }

    /// <summary>A script as it is for each choice of a person.</summary>
    private static IEnumerable<string> Chosen(string script, Workflow workflow) =>
        workflow.Choices.Aggregate((IEnumerable<string>)[script], (scripts, input) =>
            scripts.SelectMany(s =>
                input.Value.Select(choice => s.Replace($"\"${input.Key.ToUpperInvariant()}\"", choice))
            )
        );

    private static IEnumerable<IReadOnlyDictionary<string, string>> Checkouts(Workflow workflow) =>
        from step in workflow.Steps
        where Workflow.Value(step, "uses")?.StartsWith("actions/checkout@") == true
        select Workflow.Map(step, "with")!.Children.ToDictionary(e => $"{e.Key}", e => $"{e.Value}");

    [GeneratedRegex(@"uses:\s*(.*)$", RegexOptions.Multiline)]
    private static partial Regex UsesLine();

    [GeneratedRegex(@"\$\{\{[^}]*\bsecrets\b")]
    private static partial Regex SecretUse();

    [GeneratedRegex(@"[^\w./:@-]")]
    private static partial Regex Shell();
}
