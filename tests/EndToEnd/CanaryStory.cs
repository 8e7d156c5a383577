using System.Text.Json;

namespace EndToEnd;

/// <summary>
/// A developer changes one service; a release manager tries it, promotes it, and takes it back.
/// </summary>
public sealed class CanaryStory(Checkout checkout)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_good_change_becomes_a_canary_then_stable_and_can_be_taken_back()
    {
        var before = StatusTable.Read(await checkout.DoneAsync("Deploy", "--env", "local"));
        await checkout.ChangeRatingAsync();

        var trial = await checkout.DoneAsync("Canary", "--env", "local");

        var rows = StatusTable.Read(trial);
        var canary = rows[("rating", "canary")];
        Assert.Equal(5, rows.Count);
        Assert.Equal("1/1", canary.Ready);
        Assert.NotEqual(before[("rating", "stable")].Digest, canary.Digest);
        Assert.Contains("rating: good", trial);
        Assert.True(await ServedAsync("stable") > 0, "no request reached stable");
        Assert.True(await ServedAsync("canary") > 0, "no request reached the canary");

        var promoted = StatusTable.Read(await checkout.DoneAsync("Promote", "--env", "local"));

        Assert.Equal(4, promoted.Count);
        Assert.Equal(canary.Digest, promoted[("rating", "stable")].Digest);
        Assert.Equal(before[("movie", "stable")].Digest, promoted[("movie", "stable")].Digest);

        var back = StatusTable.Read(await checkout.DoneAsync("Rollback", "--env", "local"));

        Assert.Equal(before[("rating", "stable")].Digest, back[("rating", "stable")].Digest);
        var history = await checkout.DoneAsync("History", "--env", "local");
        Assert.Contains("rollback", history);
        Assert.Contains("rolled-back", history);
    }

    [Fact]
    public async Task A_change_that_fails_requests_is_condemned_and_stable_serves_on()
    {
        var before = StatusTable.Read(await checkout.DoneAsync("Deploy", "--env", "local"));
        checkout.Edit(
            "k8s/overlays/local/kustomization.yaml",
            "  - name: rating-settings\n    behavior: merge\n    literals: [",
            "  - name: rating-settings\n    behavior: merge\n    literals: [Faults__ErrorRate=0.5, "
        );
        try
        {
            var trial = await checkout.BuildAsync("Canary", "--env", "local");

            Assert.Equal(3, trial.Code);
            Assert.Contains("was rejected and removed", trial.Output);
            Assert.DoesNotContain(" at Slipway.", trial.Output);
            var after = StatusTable.Read(await checkout.DoneAsync("Status", "--env", "local"));
            Assert.Equal(before.Keys.Order(), after.Keys.Order());
            Assert.Equal(before[("rating", "stable")].Digest, after[("rating", "stable")].Digest);
        }
        finally
        {
            await checkout.GitAsync("checkout", "--", ".");
        }
    }

    /// <summary>Requests that the pods of a track have served, as they count themselves.</summary>
    private async Task<double> ServedAsync(string track)
    {
        var pods = JsonDocument.Parse(
            await checkout.KubectlAsync(
                "get",
                "pods",
                "-l",
                $"app.kubernetes.io/name=rating,slipway.dev/track={track}",
                "-o",
                "json"
            )
        );
        using var http = new HttpClient();
        var served = 0.0;
        foreach (var pod in pods.RootElement.GetProperty("items").EnumerateArray())
        {
            var address = pod.GetProperty("status").GetProperty("podIP").GetString();
            var metrics = await http.GetStringAsync($"http://{address}:8080/metrics", Stop);
            served += metrics
                .Split('\n')
                .Where(line =>
                    line.StartsWith("http_server_request_duration_seconds_count{", StringComparison.Ordinal)
                )
                .Sum(line =>
                    double.Parse(line.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture)
                );
        }
        return served;
    }
}
