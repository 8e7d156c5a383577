namespace Slipway.Targets.Tests.Bootstrap;

/// <summary>build.sh with the dotnet that runs these tests, on a build of a few lines.</summary>
public sealed class RealCompilationTests
{
    [Fact]
    public async Task A_build_is_compiled_run_and_fixed()
    {
        using var script = new Script("real build");
        var sdk = Path.GetDirectoryName(Environment.ProcessPath)!;
        script.Variables["DOTNET_ROOT"] = sdk;
        script.Variables["NUGET_PACKAGES"] = script.At("packages");
        script.Write(".nuke/temp/package-feed", "fallback");
        script.Write(
            "build/_build/_build.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><UseAppHost>false</UseAppHost></PropertyGroup>
              <!-- They are there for the names of secret parameters. -->
              <ItemGroup><Compile Remove="Components/**" /></ItemGroup>
            </Project>
            """
        );
        script.Write("build/_build/Program.cs", "Console.WriteLine(string.Join('|', args)); return 3;");
        var run = await script.RunAsync("Version", "two words");
        Assert.True(run.Code == 3, run.Errors);
        Assert.Equal("Version|two words\n", run.Output);

        script.Write("build/_build/Program.cs", "return \"no\";");
        run = await script.RunAsync("Version");
        Assert.Equal(2, run.Code);
        Assert.Contains("build/_build/Program.cs(1,8): error CS0029", run.Errors);
        Assert.EndsWith(
            "  next:  fix the errors above; the full output is in .nuke/temp/compile.log\n",
            run.Errors
        );
    }
}
