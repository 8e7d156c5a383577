namespace EndToEnd;

/// <summary>Things go wrong; each ends as it should.</summary>
public sealed class TroubleStory(Checkout checkout)
{
    [Fact]
    public async Task A_service_that_crashes_at_start_is_named_with_its_log_and_the_old_pods_serve_on()
    {
        var before = StatusTable.Read(await checkout.DoneAsync("Deploy", "--env", "local"));
        checkout.Edit(
            "k8s/overlays/local/kustomization.yaml",
            "  - name: movie-settings\n    behavior: merge\n    literals: [",
            "  - name: movie-settings\n    behavior: merge\n    literals: [Faults__CrashAtStart=true, "
        );
        try
        {
            var run = await checkout.BuildAsync("Deploy", "--env", "local");

            Assert.Equal(1, run.Code);
            Assert.Contains("deployment/movie, pod movie-", run.Output);
            Assert.Contains("Faults", run.Output);
            Assert.DoesNotContain(" at Slipway.", run.Output);
            using var http = new HttpClient();
            var answer = await http.GetAsync(
                $"{before[("movie", "stable")].Url}/movies/1",
                TestContext.Current.CancellationToken
            );
            Assert.True(answer.IsSuccessStatusCode);
        }
        finally
        {
            await checkout.GitAsync("checkout", "--", ".");
        }
        var healed = StatusTable.Read(await checkout.DoneAsync("Deploy", "--env", "local"));
        Assert.All(healed.Values, row => Assert.Equal("2/2", row.Ready));
    }

    [Fact]
    public async Task A_build_killed_in_the_middle_of_a_deployment_is_finished_by_the_next_one()
    {
        await checkout.DoneAsync("Deploy", "--env", "local");
        await checkout.ChangeRatingAsync();
        // No new pod counts as available for minutes, so the deployment is not over before it is killed.
        checkout.Edit(
            "k8s/base/rating/deployment.yaml",
            "  revisionHistoryLimit: 3\n",
            "  revisionHistoryLimit: 3\n  minReadySeconds: 590\n"
        );
        try
        {
            using var build = checkout.Start("Deploy", "--env", "local");
            await Checkout.UntilAsync(build, line =>
                line.Contains("Apply workloads", StringComparison.Ordinal)
            );
            build.Kill(entireProcessTree: true);
            await build.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            await checkout.GitAsync("checkout", "--", ".");
        }

        var output = await checkout.DoneAsync("Deploy", "--env", "local");

        Assert.Contains("never finished; continuing from there", output);
        // Its process is gone, so nobody waits for its lock.
        if (OperatingSystem.IsLinux())
            Assert.Contains("which is no longer running.", output);
        Assert.All(StatusTable.Read(output).Values, row => Assert.Equal("2/2", row.Ready));
        Assert.Contains("interrupted", await checkout.DoneAsync("History", "--env", "local"));
    }

    [Fact]
    public async Task A_service_that_does_not_compile_stops_everything_before_the_cluster()
    {
        var before = await checkout.DoneAsync("History", "--env", "local");
        checkout.Append("services/rating/RatingSummary.cs", "this is no C#\n");
        try
        {
            var run = await checkout.BuildAsync("Deploy", "--env", "local");

            Assert.Equal(2, run.Code);
            Assert.Contains("RatingSummary.cs", run.Output);
            Assert.DoesNotContain(" at Slipway.", run.Output);
        }
        finally
        {
            await checkout.GitAsync("checkout", "--", ".");
        }
        Assert.Equal(Releases(before), Releases(await checkout.DoneAsync("History", "--env", "local")));

        static int Releases(string history) =>
            history
                .Split('\n')
                .Count(line =>
                    line.Length > 0
                    && char.IsDigit(line[0])
                    && line.Contains("root", StringComparison.Ordinal)
                        | line.Contains('@', StringComparison.Ordinal)
                );
    }
}
