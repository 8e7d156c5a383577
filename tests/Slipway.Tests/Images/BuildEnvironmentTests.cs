using Slipway.Images.Publishing;

namespace Slipway.Tests.Images;

public sealed class BuildEnvironmentTests
{
    [Fact]
    public void Variables_that_would_become_properties_of_the_build_are_kept_from_it()
    {
        var environment = new Dictionary<string, string?>
        {
            ["VERSION"] = "9.9.9",
            ["Configuration"] = "Debug",
            ["MSBuildSDKsPath"] = "/elsewhere",
            ["PATH"] = "/bin",
            ["NUGET_TOKEN"] = "x",
        };

        BuildEnvironment.Clean(environment);

        Assert.Equal(
            ["DOTNET_CLI_UI_LANGUAGE", "DOTNET_TieredPGO", "NUGET_TOKEN", "PATH"],
            environment.Keys.Order(StringComparer.Ordinal)
        );
    }
}
