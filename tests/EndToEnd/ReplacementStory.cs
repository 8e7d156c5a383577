namespace EndToEnd;

/// <summary>A developer changes what Kubernetes lets nobody change, while users are at work.</summary>
public sealed class ReplacementStory(Checkout checkout)
{
    private const string Label = "app.kubernetes.io/name: rating";
    private const string NewLabel = "app.kubernetes.io/name: ratings";

    [Fact]
    public async Task A_selector_changes_and_is_rolled_back_without_a_lost_request()
    {
        var before = StatusTable.Read(await checkout.DoneAsync("Deploy", "--env", "local"));
        foreach (var indent in new[] { "      ", "        " })
            checkout.Edit(
                "k8s/base/rating/deployment.yaml",
                $"\n{indent}{Label}\n{indent}slipway.dev",
                $"\n{indent}{NewLabel}\n{indent}slipway.dev"
            );
        checkout.Edit(
            "k8s/base/rating/service.yaml",
            $"  selector:\n    {Label}",
            $"  selector:\n    {NewLabel}"
        );
        await checkout.CommitAsync("Rename rating's pods");
        await using var users = new Users($"{before[("rating", "stable")].Url}/");
        await users.AreAtWorkAsync();

        await checkout.DoneAsync("Deploy", "--env", "local");

        Assert.Equal("ratings", await SelectedAsync());
        await users.AreAtWorkAsync();

        await checkout.DoneAsync("Rollback", "--env", "local");

        Assert.Equal("rating", await SelectedAsync());
        await users.AreAtWorkAsync();
        Assert.Empty(users.Failures);
        await checkout.GitAsync("reset", "--quiet", "--hard", "HEAD~1");
    }

    private async Task<string> SelectedAsync() =>
        (
            await checkout.KubectlAsync(
                "get",
                "deployment",
                "rating",
                "-o",
                @"jsonpath={.spec.selector.matchLabels.app\.kubernetes\.io/name}"
            )
        ).Trim();
}
