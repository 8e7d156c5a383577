using Nuke.Common.Tools.DotNet;
using Xunit;

namespace NukeCommon.Tests.Tooling;

public class DotNetSettingsTests
{
    [Fact]
    public void A_build_is_rendered_in_the_order_of_the_genuine_package() =>
        Assert.Equal(
            "build App.sln --configuration Release --nologo --verbosity quiet",
            new DotNetBuildSettings()
                .SetVerbosity(DotNetVerbosity.quiet)
                .EnableNoLogo()
                .SetConfiguration("Release")
                .SetProjectFile("App.sln")
                .Render()
        );

    [Fact]
    public void A_value_with_a_space_is_quoted() =>
        Assert.Equal("build \"my app\"", new DotNetBuildSettings().SetProjectFile("my app").Render());

    [Fact]
    public void Setting_changes_a_copy()
    {
        var settings = new DotNetBuildSettings();
        _ = settings.SetConfiguration("Release");
        Assert.Null(settings.Configuration);
    }
}
