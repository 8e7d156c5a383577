using Slipway.Targets.CommandLine;
using Slipway.Values;

namespace Slipway.Targets.Tests.CommandLine;

public sealed class CommandLineGateTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Mistakes_of_the_command_line_come_first() =>
        Shows(
            Gate(("NUKE_FORCE", "x")).Check(["Deploy", "--envi"]),
            "unknown parameter '--envi'; did you mean '--env'?",
            "the command line"
        );

    [Fact]
    public void Mistakes_in_variables_are_refused() =>
        Shows(
            Gate(("NUKE_FORCE", "x"), ("NUKE_COUNT", "y")).Check(["Deploy"]),
            $"variable NUKE_COUNT: 'y' is not an integer{Environment.NewLine}"
                + "variable NUKE_FORCE: 'x' is neither true nor false",
            "the environment variables"
        );

    [Fact]
    public void A_root_that_does_not_exist_is_refused() =>
        Shows(
            Gate().Check(["Deploy", "--root", _root.At("nowhere")]),
            $"'--root': folder '{_root.At("nowhere")}' does not exist",
            "the command line"
        );

    [Fact]
    public void A_profile_without_a_file_is_refused() =>
        Shows(
            Gate().CheckFiles(["Deploy", "--profile", "near", "far"], Written("near", "{}")),
            ".nuke/parameters.far.json does not exist",
            "the parameters files"
        );

    [Fact]
    public void A_profile_may_be_named_by_a_variable() =>
        Shows(
            Gate(("NUKE_PROFILE", "far")).CheckFiles(["Deploy"], _root.Path),
            ".nuke/parameters.far.json does not exist",
            "the parameters files"
        );

    [Fact]
    public void Mistakes_of_all_parameters_files_are_listed()
    {
        _root.Write(".nuke/parameters.json", """{ "Envi": "x" }""");
        Shows(
            Gate()
                .CheckFiles(
                    ["Deploy", "--Profile", "near", "--force"],
                    Written("near", """{ "Count": "x" }""")
                ),
            $".nuke/parameters.json: unknown parameter 'Envi'. Did you mean 'env'?{Environment.NewLine}"
                + ".nuke/parameters.near.json: Count: 'x' is not an integer",
            "the parameters files"
        );
    }

    [Fact]
    public void What_fits_may_pass()
    {
        Assert.Null(Gate(("NUKE_FORCE", "true")).Check(["Deploy", "--env", "local", "--root", _root.Path]));
        Assert.Null(
            Gate().CheckFiles(["Deploy", "--profile", "near"], Written("near", """{ "Count": 3 }"""))
        );
        Assert.Null(Gate().CheckFiles(["Deploy"], _root.At("without-parameters")));
    }

    private string Written(string profile, string json)
    {
        _root.Write($".nuke/parameters.{profile}.json", json);
        return _root.Path;
    }

    private static CommandLineGate Gate(params (string Name, string Value)[] variables) =>
        new(Shapes.Small, variables.ToDictionary(v => v.Name, v => v.Value));

    private static void Shows(Refusal? refusal, string what, string where)
    {
        Assert.Equal(
            (what, where, "./build.sh --help lists all targets and parameters", Outcome.Refused),
            (refusal!.What, refusal.Where, refusal.Next, refusal.Outcome)
        );
    }
}
