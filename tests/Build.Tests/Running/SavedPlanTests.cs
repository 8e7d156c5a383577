namespace Slipway.Targets.Tests.Running;

/// <summary>The options of plans, refused before anything is built.</summary>
public sealed class SavedPlanTests : IDisposable
{
    private readonly BuildProgram _build = new();

    public void Dispose() => _build.Dispose();

    [Fact]
    public async Task A_plan_is_either_made_or_done() =>
        await RefusesAsync(
            "a plan is either made or done, not both at once",
            "Deploy",
            "--plan-file",
            "a.json",
            "--from-plan",
            "a.json"
        );

    [Theory]
    [InlineData("Promote")]
    [InlineData("Rollback")]
    [InlineData("Diff")]
    public async Task What_cannot_be_planned_is_not_done_instead(string target) =>
        await RefusesAsync(
            "--plan-file is for Deploy alone: what other targets change is not planned",
            target,
            "--plan-file",
            "a.json"
        );

    [Fact]
    public async Task A_plan_for_another_environment_is_not_done()
    {
        _build.Repository.Write(
            "a.json",
            """
            {
              "formatVersion": 1, "app": "shop", "environment": "staging", "namespace": "shop",
              "revision": 1, "version": "1.0.0", "salt": "s", "objects": []
            }
            """
        );
        await RefusesAsync(
            "the plan is for shop in staging (namespace shop), "
                + "and this command is for shop in remote (namespace shop)",
            "Deploy",
            "--from-plan",
            "a.json"
        );
    }

    private async Task RefusesAsync(string why, params string[] arguments)
    {
        var run = await _build.RunAsync([.. arguments, "--env", "remote", "--no-logo"]);
        Assert.True(run.Code == 2, run.All);
        Assert.Contains($"Refused: {why}\n", run.Errors);
        Assert.DoesNotContain("LocalUp", run.All);
        Assert.False(run.Errors.Contains("Exception", StringComparison.Ordinal), run.All);
    }
}
