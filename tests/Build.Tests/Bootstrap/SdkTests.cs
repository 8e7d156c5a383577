namespace Slipway.Targets.Tests.Bootstrap;

/// <summary>Where build.sh takes the SDK from.</summary>
public sealed class SdkTests : IDisposable
{
    private readonly Script _script = new();

    public SdkTests() => _script.Write(".nuke/temp/package-feed", "fallback");

    public void Dispose() => _script.Dispose();

    [Fact]
    public async Task One_below_the_repository_is_used_without_asking_the_network()
    {
        _script.PutDotnet(Path.Combine(_script.Root, ".nuke/temp/dotnet-unix/dotnet"));
        var run = await _script.RunAsync("Version");
        Assert.Equal((0, Script.Compiled), (run.Code, run.Errors));
    }

    [Fact]
    public async Task One_that_DOTNET_ROOT_names_is_used()
    {
        _script.PutDotnet("sdk/dotnet");
        _script.Variables["DOTNET_ROOT"] = _script.At("sdk");
        Assert.Equal(0, (await _script.RunAsync("Version")).Code);
    }

    [Fact]
    public async Task One_that_does_not_fit_global_json_is_passed_over()
    {
        _script.WithDotnet();
        _script.PutDotnet(Path.Combine(_script.Root, ".nuke/temp/dotnet-unix/dotnet"));
        File.WriteAllText(
            _script.At("bin/dotnet"),
            "#!/usr/bin/env bash\necho unfit >>\"$FAKE_LOG\"\nexit 145\n"
        );
        Assert.Equal(0, (await _script.RunAsync("Version")).Code);
        Assert.Equal(["unfit", "build -p:PackageFeed=fallback", "exec"], _script.Asked);
    }

    [Fact]
    public async Task Without_any_and_without_network_it_refuses()
    {
        var run = await _script.RunAsync("Version");
        Assert.Equal(
            [
                "No .NET SDK fits global.json; installing 10.0.100 below .nuke/temp ...",
                "curl: (6) Could not resolve host",
                "Refused: the .NET SDK 10.0.100 is missing and could not be installed",
                "  where: global.json",
                "  next:  install it from https://dot.net, or copy it to .nuke/temp/dotnet-unix, "
                    + "and run this again",
            ],
            run.Errors.TrimEnd().Split('\n')
        );
        Assert.Equal((2, ""), (run.Code, run.Output));
    }

    [Fact]
    public async Task Without_any_it_is_installed_below_the_repository()
    {
        _script.PutDotnet("server/dotnet");
        File.WriteAllText(
            _script.At("bin/curl"),
            """
            #!/usr/bin/env bash
            while [ "$1" != -o ]; do shift; done
            cat >"$2" <<'END'
            while [ "$1" != --install-dir ]; do shift; done
            echo "installed on standard output"
            mkdir -p "$2" && cat "$HOME/server/dotnet" >"$2/dotnet" && "$HOME/bin/chmod" +x "$2/dotnet"
            END
            """
        );
        _script.Add("chmod");
        var run = await _script.RunAsync("Version");
        Assert.Equal(0, run.Code);
        Assert.DoesNotContain("installed", run.Output);
        Assert.Equal(["build -p:PackageFeed=fallback", "exec"], _script.Asked);
    }
}
