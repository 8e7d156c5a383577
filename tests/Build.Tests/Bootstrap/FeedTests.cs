namespace Slipway.Targets.Tests.Bootstrap;

/// <summary>How build.sh finds out whether the feed has Nuke.Common.</summary>
public sealed class FeedTests : IDisposable
{
    private const string Lacking =
        "error NU1101: Unable to find package Nuke.Common. No packages exist with this id";
    private const string Silent =
        "error NU1301: Unable to load the service index for source https://feed/index.json.";

    private readonly Script _script = new Script().WithDotnet(feed: null);

    public void Dispose() => _script.Dispose();

    [Theory]
    [InlineData("", "nuget", "Nuke.Common from the feed.")]
    [InlineData(
        Lacking,
        "fallback",
        "the feed lacks Nuke.Common; build/Fallback/Nuke.Common stands in for it."
    )]
    public async Task It_asks_once_and_says_what_it_uses(string restore, string feed, string words)
    {
        _script.Variables["FAKE_RESTORE"] = restore;
        var run = await _script.RunAsync("Version");
        Assert.Equal($"Packages: {words}\n{Script.Compiled}", run.Errors);
        Assert.Contains($"feed {feed}\n", run.Output);

        _script.Write("build/Slipway/New.cs", "");
        Assert.Equal(Script.Compiled, (await _script.RunAsync("Version")).Errors);
        string[] compiled = [$"build -p:PackageFeed={feed}", "exec"];
        Assert.Equal(["restore", .. compiled, .. compiled], _script.Asked);
    }

    [Fact]
    public async Task Where_no_feed_answers_it_asks_again_when_it_compiles_again()
    {
        _script.Variables["FAKE_RESTORE"] = Silent;
        var run = await _script.RunAsync("Version");
        Assert.StartsWith(
            "Packages: the feed did not answer; build/Fallback/Nuke.Common stands in for Nuke.Common for now.\n",
            run.Errors
        );
        Assert.Equal("", (await _script.RunAsync("Version")).Errors);

        _script.Variables["FAKE_RESTORE"] = "";
        _script.Write("build/Slipway/New.cs", "");
        run = await _script.RunAsync("Version");
        Assert.StartsWith("Packages: Nuke.Common from the feed.\n", run.Errors);
    }

    [Fact]
    public async Task A_feed_that_lacks_another_package_keeps_Nuke()
    {
        _script.Variables["FAKE_RESTORE"] = "error NU1101: Unable to find package GitVersion.Tool.";
        var run = await _script.RunAsync("Version");
        Assert.StartsWith("Packages: Nuke.Common from the feed.\n", run.Errors);
        Assert.Contains("feed nuget\n", run.Output);
    }

    [Theory]
    [InlineData("nuget")]
    [InlineData("fallback")]
    public async Task A_variable_decides_by_hand_and_is_not_noted(string feed)
    {
        _script.Write(".nuke/temp/package-feed", "fallback");
        await _script.RunAsync("Version");
        _script.Variables["SLIPWAY_PACKAGE_FEED"] = feed;
        Assert.Contains($"feed {feed}\n", (await _script.RunAsync("Version")).Output);
        _script.Variables.Remove("SLIPWAY_PACKAGE_FEED");
        Assert.Contains("feed fallback\n", (await _script.RunAsync("Version")).Output);
    }

    [Fact]
    public async Task Another_value_of_the_variable_is_refused()
    {
        await _script.RunAsync("Version");
        _script.Variables["SLIPWAY_PACKAGE_FEED"] = "nugget";
        var run = await _script.RunAsync("Version");
        Assert.Equal(
            """
            Refused: SLIPWAY_PACKAGE_FEED is 'nugget'
              where: the environment
              next:  set it to nuget or fallback, or unset it

            """.ReplaceLineEndings("\n"),
            run.Errors
        );
        Assert.Equal(2, run.Code);
    }
}
