using System.Text.Json.Nodes;

namespace Slipway.Targets.Tests.Running;

/// <summary>What queries leave on standard output, for scripts that read it.</summary>
public sealed class QueryTests : IDisposable
{
    private readonly BuildProgram _build = new();

    public QueryTests()
    {
        File.Copy(Path.Combine(Checkout.Root, "GitVersion.yml"), _build.Repository.At("GitVersion.yml"));
        File.Copy(Path.Combine(Checkout.Root, ".gitignore"), _build.Repository.At(".gitignore"));
        Git("init", "--quiet", "--initial-branch", "main");
        Git("add", "--all");
        Git("-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "--quiet", "-m", "Begin");
        Git("tag", "v1.2.3");
    }

    public void Dispose() => _build.Dispose();

    [Fact]
    public async Task A_quiet_version_is_the_version_and_nothing_else()
    {
        var run = await _build.RunAsync("Version", "--verbosity", "quiet");
        Assert.Equal((0, "1.2.3\n", ""), (run.Code, run.Output, run.Errors));
    }

    [Fact]
    public async Task A_version_in_JSON_is_one_document_and_the_log_is_on_standard_error()
    {
        var run = await _build.RunAsync("Version", "--output", "json");
        Assert.Equal(0, run.Code);
        var document = JsonNode.Parse(run.Output)!;
        Assert.Equal("1.2.3", (string)document["version"]!);
        Assert.Equal("main", (string)document["branch"]!);
        Assert.Equal("Ada", (string)document["author"]!);
        Assert.False((bool)document["dirty"]!);
        Assert.Contains("Version", run.Errors);
    }

    [Theory]
    [InlineData("Status", "--output", "json")]
    [InlineData("History", "--verbosity", "quiet")]
    public async Task A_query_that_is_refused_leaves_standard_output_empty_and_says_why(params string[] words)
    {
        var run = await _build.RunAsync([.. words, "--env", "remote"]);
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains("Refused: There is no kubeconfig, so context 'far' cannot be found.", run.Errors);
    }

    [Fact]
    public async Task A_command_that_is_no_query_is_not_run_with_JSON()
    {
        var run = await _build.RunAsync("Push", "--output", "json");
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.StartsWith("Refused: '--output json': Push cannot answer in JSON; ", run.Errors);
    }

    [Fact]
    public async Task A_completion_script_is_alone_on_standard_output()
    {
        _build.Variables["SHELL"] = "/bin/bash";
        var run = await _build.RunAsync("Completion");
        Assert.Equal((0, ""), (run.Code, run.Errors));
        Assert.StartsWith("# Completes ./build.sh in bash.", run.Output);
        Assert.EndsWith("complete -o default -F _slipway_build build.sh\n", run.Output.TrimEnd('\n') + "\n");
    }

    [Fact]
    public async Task Help_for_a_target_explains_it_and_runs_nothing()
    {
        var run = await _build.RunAsync("destroy", "--help");
        Assert.Equal((0, ""), (run.Code, run.Errors));
        Assert.StartsWith("./build.sh Destroy\n\n  Removes the application ", run.Output);
        Assert.Contains("\n  --confirm <value>\n", run.Output);
    }

    [Fact]
    public async Task Help_without_a_target_still_lists_them_all()
    {
        var run = await _build.RunAsync("--help");
        Assert.Equal(0, run.Code);
        Assert.Contains("Targets (with their direct dependencies):", run.Output);
    }

    private void Git(params string[] arguments)
    {
        using var git = System.Diagnostics.Process.Start("git", ["-C", _build.Repository.Path, .. arguments]);
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
