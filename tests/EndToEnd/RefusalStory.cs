namespace EndToEnd;

/// <summary>Mistakes that users make get three lines, and change nothing.</summary>
public sealed class RefusalStory(Checkout checkout)
{
    public static TheoryData<string, string> Mistakes =>
        new()
        {
            { "Deploy --env lokal", "There is no environment 'lokal'" },
            { "Deploy --enviroment local", "unknown parameter '--enviroment'" },
            { "Deplyo", "unknown target 'Deplyo'. Did you mean 'Deploy'?" },
            { "Deploy --env=local", "write '--env local'" },
            { "DeployStaging --env production", "DeployStaging deploys to staging" },
        };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_on_the_command_line_is_refused_in_three_lines(
        string arguments,
        string sentence
    )
    {
        var run = await checkout.BuildAsync(arguments.Split(' '));

        Assert.Equal(2, run.Code);
        Assert.Contains(sentence, run.Output);
        Assert.Contains("\n  where: ", run.Output);
        Assert.Contains("\n  next:  ", run.Output);
        Assert.DoesNotContain("   at ", run.Output);
    }

    [Fact]
    public async Task Without_a_staging_cluster_the_missing_context_is_named_and_local_suggested()
    {
        var run = await checkout.BuildAsync("Status", "--env", "staging");

        Assert.Equal(2, run.Code);
        Assert.Contains("staging", run.Output);
        Assert.Contains("--env local", run.Output);
        Assert.DoesNotContain("   at ", run.Output);
    }

    [Fact]
    public async Task All_mistakes_of_an_environment_are_listed_at_once_with_file_and_line()
    {
        const string File = "k8s/overlays/local/environment.yaml";
        checkout.Edit(File, "namespace: movies", "namespace: Movies!\nnamespce: typo");
        try
        {
            var run = await checkout.BuildAsync("Deploy", "--env", "local");

            Assert.Equal(2, run.Code);
            Assert.Contains($"{File}:3:", run.Output);
            Assert.Contains($"{File}:4:", run.Output);
            Assert.Contains("namespce", run.Output);
        }
        finally
        {
            await checkout.GitAsync("checkout", "--", ".");
        }
    }
}
