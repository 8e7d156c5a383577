using Slipway.Targets.Testing;

namespace Slipway.Targets.Tests.Testing;

public class TestProjectTests
{
    [Fact]
    public void Test_projects_are_those_that_use_xunit()
    {
        using var folder = new TemporaryFolder();
        folder.Write("b/Two.Tests/Two.Tests.csproj", """<PackageReference Include="xunit.v3" />""");
        folder.Write("One.Tests/One.Tests.csproj", """<PackageReference Include="xunit.v3" />""");
        folder.Write("One.Tests/Sample/Sample.csproj", "<Project />");

        var projects = TestProject.Below(folder.Path);

        Assert.Equal(["One.Tests", "Two.Tests"], projects.Select(p => p.Name));
        Assert.Equal(folder.At("One.Tests/bin/Release/net10.0/One.Tests.dll"), projects[0].Assembly);
    }
}
