using Slipway.Targets.CommandLine;
using Slipway.Targets.Help;

namespace Slipway.Targets.Tests.Help;

public class TargetHelpTests
{
    private static readonly IReadOnlyList<TargetShape> s_all = TargetReader.Read(new Build());

    [Fact]
    public void A_target_is_explained_with_what_runs_before_it_its_parameters_examples_and_exit_codes()
    {
        var compile = new TargetShape("Compile", "Compiles", [], [], []);
        var push = new TargetShape("Push", "Uploads", ["Compile"], [], []);
        var deploy = new TargetShape(
            "Deploy",
            "Brings this commit to an environment",
            ["Push", "Compile"],
            [
                new ParameterShape("env", ValueForm.Text, [])
                {
                    Description = "Environment - Default is 'local'",
                },
                new ParameterShape("force", ValueForm.Switch, []) { Description = "Takes fields over" },
                new ParameterShape("pods", ValueForm.Choice, ["Process", "Docker"]) { Description = "Pods" },
                new ParameterShape("token", ValueForm.Text, [], Many: true, Secret: true)
                {
                    Description = "Tokens",
                },
            ],
            [("Deploy --env staging", "to staging")]
        );

        Assert.Equal(
            """
            ./build.sh Deploy

              Brings this commit to an environment

            Runs first, if needed:
              Push
                Compile

            Parameters:
              --env <value>
                  Environment - Default is 'local'
              --force
                  Takes fields over
              --pods <process|docker>
                  Pods
              --token <value> ...
                  Tokens; best set as NUKE_TOKEN

            Examples:
              ./build.sh Deploy --env staging
                  to staging

            Exit codes:
              0    done
              1    failed
              2    refused before any change
              3    rolled back automatically
              130  interrupted

            ./build.sh --help lists all targets and NUKE's own parameters.
            """.ReplaceLineEndings("\n"),
            string.Join('\n', TargetHelp.Of(deploy, [compile, deploy, push]))
        );
    }

    [Fact]
    public void Every_target_of_this_build_is_described_and_has_an_example() => Assert.All(s_all, target =>
        {
            Assert.NotEmpty(target.Description);
            Assert.NotEmpty(target.Examples);
        });

    [Fact]
    public void Every_example_is_a_command_line_that_this_build_accepts()
    {
        var shape = BuildShape.Of(typeof(Build));
        Assert.All(s_all.SelectMany(target => target.Examples), example =>
            Assert.Empty(CommandLineCheck.Mistakes(shape, example.Arguments.Split(" > ")[0].Split(' ')))
        );
    }

    [Fact]
    public void What_runs_before_a_target_is_what_its_definition_says()
    {
        var targets = s_all.ToDictionary(target => target.Name);
        Assert.Equal(["ContainerBuild", "TestServices", "LocalUp"], targets["Push"].DependsOn);
        Assert.Equal(["Deploy"], targets["DeployStaging"].DependsOn);
        Assert.Empty(targets["Version"].DependsOn);
    }

    [Fact]
    public void Help_knows_the_same_targets_as_the_command_line() =>
        Assert.Equal(BuildShape.Of(typeof(Build)).Targets, s_all.Select(target => target.Name));

    [Fact]
    public void Only_a_target_that_rolls_out_has_the_exit_code_of_a_rollback()
    {
        var rollsBack = s_all.Where(target =>
            TargetHelp.Of(target, s_all).Any(line => line.StartsWith("  3 "))
        );
        Assert.Equal(
            ["Canary", "Deploy", "DeployStaging", "Promote"],
            rollsBack.Select(target => target.Name)
        );
    }
}
