using Slipway.Targets.CommandLine;

namespace Slipway.Targets.Tests.CommandLine;

public class VariableCheckTests
{
    [Theory]
    [InlineData("NUKE_FORCE", "maybe", "variable NUKE_FORCE: 'maybe' is neither true nor false")]
    [InlineData("nuke_force", "maybe", "variable nuke_force: 'maybe' is neither true nor false")]
    [InlineData("FORCE", "1", "variable FORCE: '1' is neither true nor false")]
    [InlineData("NUKE_COUNT", "x", "variable NUKE_COUNT: 'x' is not an integer")]
    [InlineData("NUKE_VERBOSITY", "loud", "variable NUKE_VERBOSITY: 'loud' is not one of Verbose, Normal")]
    [InlineData(
        "NUKE_TARGET",
        "Tset",
        "variable NUKE_TARGET: unknown target 'Tset'. Targets: Compile, Deploy, DeployStaging"
    )]
    [InlineData("NUKE_PASWORD", "hunter2", "unknown variable NUKE_PASWORD; did you mean NUKE_PASSWORD?")]
    [InlineData("NUKE_ENVV", "local", "unknown variable NUKE_ENVV; did you mean NUKE_ENV?")]
    public void What_does_not_fit_is_named(string name, string value, string message) =>
        Assert.Equal([message], Mistakes(name, value));

    [Theory]
    [InlineData("NUKE_ENV", "local")]
    [InlineData("NUKE_FORCE", "")]
    [InlineData("NUKE_COUNT", "-3")]
    [InlineData("NUKE_SERVICES", "movie rating")]
    [InlineData("NUKE_TELEMETRY_OPTOUT", "1")]
    [InlineData("VERBOSITY", "loud")]
    [InlineData("CONTINUE", "perhaps")]
    [InlineData("TARGET", "wasm32")]
    [InlineData("PASWORD", "hunter2")]
    public void What_fits_or_means_something_else_is_left_alone(string name, string value) =>
        Assert.Empty(Mistakes(name, value));

    private static IReadOnlyList<string> Mistakes(string name, string value) =>
        VariableCheck.Mistakes(Shapes.Small, [KeyValuePair.Create(name, value)]);
}
