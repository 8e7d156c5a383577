using Slipway.Targets.CommandLine;

namespace Slipway.Targets.Tests.CommandLine;

public class CommandLineCheckTests
{
    private const string All = "Targets: Compile, Deploy, DeployStaging";

    [Theory]
    [InlineData("")]
    [InlineData("Deploy")]
    [InlineData("compile deploy")]
    [InlineData("deploy-staging")]
    [InlineData("Compile+Deploy --env local")]
    [InlineData("Deploy --env local --force")]
    [InlineData("Deploy -Env local")]
    [InlineData("--env local --force true --count 3")]
    [InlineData("--count -3")]
    [InlineData("--services movie rating --skip")]
    [InlineData("--skip Compile+Deploy --verbosity verbose")]
    [InlineData("--target Deploy Compile")]
    [InlineData("--password hunter2")]
    public void What_fits_is_left_alone(string line) => Assert.Empty(Mistakes(line));

    [Theory]
    [InlineData("Deploy --envi local", "unknown parameter '--envi'; did you mean '--env'?")]
    [InlineData("Deploy --nothing-like-it", "unknown parameter '--nothing-like-it'")]
    [InlineData("Deploy -h", "unknown parameter '-h'")]
    [InlineData("Deploy --envv=local", "unknown parameter '--envv'; did you mean '--env'?")]
    [InlineData("Deploy --", "unknown parameter '--'")]
    [InlineData("--env=local", "'--env=local' is not supported; write '--env local'")]
    [InlineData("--env=", "'--env=' is not supported; write '--env '")]
    [InlineData("Deploy --env", "'--env' needs a value")]
    [InlineData("Deploy --env --force", "'--env' needs a value")]
    [InlineData("--target", "'--target' needs a value")]
    [InlineData("--env local staging", "'--env' takes one value, got 'local staging'")]
    [InlineData("--env local --env staging", "'--env' is given twice")]
    [InlineData("--force maybe", "'--force': 'maybe' is neither true nor false")]
    [InlineData("--force Deploy", "'--force': 'Deploy' is neither true nor false")]
    [InlineData("--count many", "'--count': 'many' is not an integer")]
    [InlineData("--count 1.5", "'--count': '1.5' is not an integer")]
    [InlineData("--verbosity loud", "'--verbosity': 'loud' is not one of Verbose, Normal")]
    [InlineData("Deploi", $"unknown target 'Deploi'. Did you mean 'Deploy'? {All}")]
    [InlineData("Test", $"unknown target 'Test'. {All}")]
    [InlineData("Compile+Tset", $"unknown target 'Tset'. {All}")]
    [InlineData("--target Compil", $"'--target': unknown target 'Compil'. Did you mean 'Compile'? {All}")]
    [InlineData("--skip Deplay", $"'--skip': unknown target 'Deplay'. Did you mean 'Deploy'? {All}")]
    public void A_mistake_is_named(string line, string message) => Assert.Equal([message], Mistakes(line));

    [Fact]
    public void All_mistakes_are_found_at_once() =>
        Assert.Equal(
            [
                $"unknown target 'Deploi'. Did you mean 'Deploy'? {All}",
                "unknown parameter '--envi'; did you mean '--env'?",
                "'--count': 'x' is not an integer",
                "'--force': 'y' is neither true nor false",
                "'--force': 'z' is neither true nor false",
            ],
            Mistakes("Deploi Compile --envi local --count x --services a b --force y --force=z --force z")
                .Where(m => !m.Contains("twice") && !m.Contains("not supported"))
        );

    [Theory]
    [InlineData("--password=hunter2", "'--password=***' is not supported; write '--password ***'")]
    [InlineData("--password hunter2 hunter3", "'--password' takes one value, got '***'")]
    [InlineData(
        "--password -hunter2",
        "'--password' needs a value; set one that begins with a dash in NUKE_PASSWORD"
    )]
    [InlineData(
        "--password --hunter2=x",
        "'--password' needs a value; set one that begins with a dash in NUKE_PASSWORD"
    )]
    [InlineData("--pasword=hunter2", "unknown parameter '--pasword'; did you mean '--password'?")]
    [InlineData("--pasword hunter2", "unknown parameter '--pasword'; did you mean '--password'?")]
    public void A_secret_is_not_repeated(string line, string message) =>
        Assert.Equal([message], Mistakes(line));

    private static IReadOnlyList<string> Mistakes(string line) =>
        CommandLineCheck.Mistakes(Shapes.Small, line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
