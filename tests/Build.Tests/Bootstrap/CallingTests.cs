using System.Text.RegularExpressions;
using Slipway.Targets.Tests.Running;

namespace Slipway.Targets.Tests.Bootstrap;

/// <summary>How build.sh can be called, and what reaches the build.</summary>
public sealed class CallingTests : IDisposable
{
    private readonly Script _script = new Script("a repository with 'quotes' & $signs").WithDotnet();

    public void Dispose() => _script.Dispose();

    [Fact]
    public async Task Arguments_arrive_unchanged()
    {
        string[] arguments =
        [
            "Deploy",
            "--app",
            "",
            "two words",
            "it's",
            "\"q\"",
            "$HOME",
            "*",
            "a\\b",
            "é\nü",
            "--",
            "-n",
        ];
        var run = await _script.RunAsync(arguments);
        Assert.StartsWith(string.Concat(arguments.Select(a => $"[{a}]\n")), run.Output);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(130)]
    public async Task Exit_codes_pass_through(int code)
    {
        _script.Variables["FAKE_CODE"] = $"{code}";
        Assert.Equal(code, (await _script.RunAsync("Version")).Code);
    }

    [Fact]
    public async Task Standard_input_is_left_to_the_build_even_where_it_has_to_be_compiled_first()
    {
        using var compiling = _script.Start("first", "Version");
        Assert.Contains("read first\n", (await compiling.EndAsync()).Output);
        using var compiled = _script.Start("second", "Version");
        Assert.Contains("read second\n", (await compiled.EndAsync()).Output);
    }

    [Fact]
    public async Task It_can_be_called_from_another_folder()
    {
        var path = $"../{Path.GetFileName(_script.Root)}/build.sh";
        using var child = _script.StartIn(_script.At("bin"), path, "", "Version");
        Works(await child.EndAsync(), _script.At("bin"));
    }

    [Fact]
    public async Task It_can_be_called_by_a_path_with_links()
    {
        Directory.CreateSymbolicLink(_script.At("link"), _script.Root);
        using var child = _script.StartIn(_script.At("bin"), _script.At("link/build.sh"), "", "Version");
        Works(await child.EndAsync(), _script.At("bin"));
    }

    [Fact]
    public async Task It_can_be_a_link_itself()
    {
        File.CreateSymbolicLink(_script.At("bin/slipway"), Path.Combine(_script.Root, "build.sh"));
        File.CreateSymbolicLink(_script.At("bin/ship"), "slipway");
        using var child = _script.StartIn(_script.At("bin"), _script.At("bin/ship"), "", "Version");
        Works(await child.EndAsync(), _script.At("bin"));
    }

    [Fact]
    public async Task The_search_path_of_cd_does_not_lead_astray()
    {
        Directory.CreateDirectory(_script.At("elsewhere/" + Path.GetFileName(_script.Root)));
        _script.Variables["CDPATH"] = _script.At("elsewhere");
        using var child = _script.StartIn(
            _script.At("."),
            $"{Path.GetFileName(_script.Root)}/build.sh",
            "",
            "Version"
        );
        Works(await child.EndAsync(), _script.At("."));
    }

    [Fact]
    public async Task A_call_from_inside_of_another_build_is_about_its_own_repository()
    {
        _script.Variables["NUKE_ROOT"] = _script.At("bin");
        Works(await _script.RunAsync("Version"), _script.Root);
    }

    [Fact]
    public async Task A_folder_for_temporary_files_that_cannot_be_written_is_pointed_out()
    {
        Directory.Delete(Path.Combine(_script.Root, ".nuke/temp"), recursive: true);
        _script.Write(".nuke/temp", "a file");
        var run = await _script.RunAsync("Version");
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Matches(
            $"""
            \ARefused: the folder for temporary files cannot be written: [^\n]+
              where: {Regex.Escape(_script.Root)}/\.nuke/temp
              next:  give this user access to it, or free some space, and run this again
            \z
            """,
            run.Errors
        );
    }

    private void Works(Finished run, string folder)
    {
        Assert.Equal(0, run.Code);
        Assert.Contains($"in {Path.GetFullPath(folder).TrimEnd('/')}\n", run.Output);
        Assert.Contains($"root {_script.Root}\n", run.Output);
        Assert.Equal(Script.Compiled, Script.Untimed(run.Errors));
    }
}
