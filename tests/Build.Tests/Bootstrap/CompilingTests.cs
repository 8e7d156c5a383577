namespace Slipway.Targets.Tests.Bootstrap;

/// <summary>When build.sh compiles, and when it does not.</summary>
public sealed class CompilingTests : IDisposable
{
    private readonly Script _script = new Script().WithDotnet();

    public void Dispose() => _script.Dispose();

    [Fact]
    public async Task It_compiles_once()
    {
        var first = await _script.RunAsync("Version");
        var second = await _script.RunAsync("Version");
        Assert.Equal(["build -p:PackageFeed=fallback", "exec", "exec"], _script.Asked);
        Assert.Equal(Script.Compiled, first.Errors);
        Assert.Equal("", second.Errors);
    }

    [Theory]
    [InlineData("build/Slipway/Some.cs")]
    [InlineData("build/_build/_build.csproj")]
    [InlineData("build/Directory.Build.props")]
    [InlineData("global.json")]
    public async Task A_changed_source_is_compiled(string file)
    {
        await _script.RunAsync("Version");
        File.AppendAllText(Path.Combine(_script.Root, file), " ");
        await ThenCompilesAsync(true);
    }

    [Theory]
    [InlineData("build/Slipway/New.cs")]
    [InlineData("build/New/New.csproj")]
    [InlineData("build/Directory.Packages.props")]
    public async Task An_added_source_is_compiled(string file)
    {
        await _script.RunAsync("Version");
        // Older than what was compiled, like a file that was moved here.
        File.SetLastWriteTimeUtc(
            _script.Write(file, ""),
            new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc)
        );
        await ThenCompilesAsync(true);
    }

    [Fact]
    public async Task A_renamed_source_is_compiled()
    {
        await _script.RunAsync("Version");
        File.Move(
            Path.Combine(_script.Root, "build/Slipway/Some.cs"),
            Path.Combine(_script.Root, "build/Slipway/Other.cs")
        );
        await ThenCompilesAsync(true);
    }

    [Fact]
    public async Task A_removed_source_is_compiled_until_that_succeeds()
    {
        await _script.RunAsync("Version");
        File.Delete(Path.Combine(_script.Root, "build/Slipway/Some.cs"));
        _script.Variables["FAKE_ERROR"] = "error CS0246: Some could not be found";
        Assert.Equal(2, (await _script.RunAsync("Version")).Code);
        Assert.Equal(2, (await _script.RunAsync("Version")).Code);
        _script.Variables.Remove("FAKE_ERROR");
        await ThenCompilesAsync(true);
    }

    [Theory]
    [InlineData("services/movie/Movie.cs")]
    [InlineData("services/Directory.Packages.props")]
    [InlineData("tests/Directory.Packages.props")]
    [InlineData("Directory.Build.props")]
    [InlineData("build/LocalCluster/Program.cs")]
    [InlineData("README.md")]
    [InlineData("build/_build/bin/Release/net10.0/_build.pdb")]
    [InlineData("build/_build/obj/project.assets.json")]
    [InlineData("build/Slipway/.Some.cs.swp")]
    [InlineData(".nuke/parameters.json")]
    public async Task What_the_build_is_not_made_of_is_not_compiled(string file)
    {
        await _script.RunAsync("Version");
        _script.Write(file, "changed");
        await ThenCompilesAsync(false);
    }

    [Fact]
    public async Task It_compiles_again_where_the_program_or_its_dotnet_is_gone()
    {
        await _script.RunAsync("Version");
        File.Delete(Path.Combine(_script.Root, "build/_build/bin/Release/net10.0/_build.dll"));
        await ThenCompilesAsync(true);
        _script.Take("dotnet");
        _script.PutDotnet(Path.Combine(_script.Root, ".nuke/temp/dotnet-unix/dotnet"));
        await ThenCompilesAsync(true);
    }

    [Fact]
    public async Task The_lines_of_the_compiler_are_shown_once()
    {
        _script.Variables["FAKE_ERROR"] = "/a/b/Some.cs(1,2): error CS1002: ; expected [/a/b/_build.csproj]";
        var run = await _script.RunAsync("Version");
        Assert.Equal(
            """
            Compiling the build: restoring packages, then compiling ...
            /a/b/Some.cs(1,2): error CS1002: ; expected [/a/b/_build.csproj]
            Refused: the build does not compile
              where: build/
              next:  fix the errors above; the full output is in .nuke/temp/compile.log

            """.ReplaceLineEndings("\n"),
            run.Errors
        );
        Assert.Equal(2, run.Code);
        Assert.DoesNotContain("exec", _script.Asked);
    }

    [Theory]
    [InlineData("flock", "perl")]
    [InlineData("perl", "flock")]
    public async Task Two_at_once_compile_once(string tool, string other)
    {
        Assert.SkipUnless(_script.Has(tool), $"{tool} is not installed");
        _script.Take(other);
        _script.Watch(tool);
        _script.Variables["FAKE_GATE"] = _script.At("gate");
        using var first = _script.Start("", "Version");
        await Eventually.True(
            () => _script.Asked.Any(a => a.StartsWith("build")),
            () => "The first one did not compile."
        );
        using var second = _script.Start("", "Version");
        await Eventually.True(
            () => _script.Asked.Count(a => a == tool) == 2,
            () => "The second one did not wait."
        );
        await File.WriteAllTextAsync(_script.At("gate"), "", TestContext.Current.CancellationToken);

        Assert.Equal((0, 0), ((await first.EndAsync()).Code, (await second.EndAsync()).Code));
        Assert.Single(_script.Asked, a => a.StartsWith("build"));
    }

    private async Task ThenCompilesAsync(bool compiles)
    {
        var before = _script.Asked.Count;
        var run = await _script.RunAsync("Version");
        Assert.Equal(0, run.Code);
        string[] asked = compiles ? ["build -p:PackageFeed=fallback", "exec"] : ["exec"];
        Assert.Equal(asked, _script.Asked.Skip(before));
    }
}
