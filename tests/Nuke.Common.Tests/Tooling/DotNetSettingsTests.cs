using Nuke.Common.Tooling;
using Nuke.Common.Tools.DotNet;
using Xunit;

namespace NukeCommon.Tests.Tooling;

public class DotNetSettingsTests
{
    [Fact]
    public void A_build_is_rendered_in_the_order_of_the_genuine_package() =>
        Assert.Equal(
            "build App.sln --configuration Release --no-restore --verbosity quiet",
            new DotNetBuildSettings()
                .SetVerbosity(DotNetVerbosity.quiet)
                .EnableNoRestore()
                .SetConfiguration("Release")
                .SetProjectFile("App.sln")
                .Render()
        );

    [Fact]
    public void A_pack_is_rendered_in_the_order_of_the_genuine_package() =>
        Assert.Equal(
            "pack Lib.csproj --configuration Debug --output artifacts --no-build --no-restore",
            new DotNetPackSettings()
                .SetProject("Lib.csproj")
                .SetConfiguration("Debug")
                .SetOutputDirectory("artifacts")
                .EnableNoRestore()
                .EnableNoBuild()
                .Render()
        );

    [Fact]
    public void Properties_are_escaped_for_MSBuild() =>
        Assert.Equal(
            "publish --property:Names=a%3Bb \"--property:X\"",
            new DotNetPublishSettings()
                .SetProperty("Names", "a;b")
                .AddProcessAdditionalArguments("\"--property:X\"")
                .Render()
        );

    [Fact]
    public void A_switch_can_be_switched_off() =>
        Assert.Equal(
            "publish --self-contained false",
            new DotNetPublishSettings().DisableSelfContained().Render()
        );

    [Fact]
    public void Lists_repeat_their_option() =>
        Assert.Equal(
            "test --logger trx --logger console",
            new DotNetTestSettings().SetLoggers("trx").AddLoggers("console").Render()
        );

    [Fact]
    public void A_value_with_a_blank_is_quoted() =>
        Assert.Equal("clean \"my app\"", new DotNetCleanSettings().SetProject("my app").Render());

    [Fact]
    public void Arguments_of_the_application_come_last() =>
        Assert.Equal(
            "run --project App --no-build extra -- --help me",
            new DotNetRunSettings()
                .SetApplicationArguments("--help", "me")
                .SetProjectFile("App")
                .EnableNoBuild()
                .AddProcessAdditionalArguments("extra")
                .Render()
        );

    [Fact]
    public void Setting_changes_a_copy()
    {
        var settings = new DotNetBuildSettings();
        _ = settings.SetConfiguration("Release");
        Assert.Null(settings.Configuration);
    }
}
