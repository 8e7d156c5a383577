using Slipway.Targets.CommandLine;
using Slipway.Targets.Completion;
using Slipway.Targets.Help;
using Slipway.Targets.Tests.Running;

namespace Slipway.Targets.Tests.Completion;

/// <summary>The script in the hands of bash itself.</summary>
public sealed class BashCompletionTests : IDisposable
{
    private readonly TemporaryFolder _repository = new();

    public BashCompletionTests()
    {
        _repository.Write("k8s/overlays/local/environment.yaml", "");
        _repository.Write("k8s/overlays/pre prod/environment.yaml", "");
        _repository.Write("k8s/overlays/staging/environment.yaml", "");
        _repository.Write("k8s/overlays/README.md", "");
        _repository.Write("completion", Script(Shell.Bash));
    }

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("./build.sh Dep", "Deploy DeployStaging")]
    [InlineData("./build.sh Deploy --env ", "local pre prod staging")]
    [InlineData("./build.sh Deploy --env st", "staging")]
    [InlineData("./build.sh Deploy --env staging --kub", "--kube-context --kubeconfig-content")]
    [InlineData("./build.sh Status --output ", "text json markdown")]
    [InlineData("./build.sh Status --verbosity q", "quiet")]
    [InlineData("./build.sh Deploy --skip Te", "Test TestServices")]
    [InlineData("./build.sh Deploy --force-conflicts --en", "--env")]
    [InlineData("./build.sh Deploy --app ", "")]
    public async Task It_completes_targets_parameters_values_and_environments(
        string typed,
        string expected
    ) => Assert.Equal(expected, string.Join(' ', await CompleteAsync(typed, _repository.Path)));

    [Fact]
    public async Task Environments_are_those_of_the_repository_that_is_called()
    {
        var build = _repository.At("build.sh");
        Assert.Equal(["staging"], await CompleteAsync($"{build} Deploy --env s", Path.GetTempPath()));
    }

    [Theory]
    [InlineData(Shell.Bash)]
    [InlineData(Shell.Zsh)]
    [InlineData(Shell.PowerShell)]
    internal void Every_shell_gets_every_target_and_parameter(Shell shell)
    {
        var script = Script(shell);
        var shape = BuildShape.Of(typeof(Build));
        Assert.All(shape.Targets, target => Assert.Contains(target, script));
        Assert.All(shape.Parameters, parameter => Assert.Contains($"--{parameter.Name}", script));
        Assert.DoesNotMatch("@[A-Z]+@", script);
    }

    [Theory]
    [InlineData("bash", Shell.Bash)]
    [InlineData("/usr/bin/zsh", Shell.Zsh)]
    [InlineData("pwsh", Shell.PowerShell)]
    [InlineData("powershell.exe", Shell.PowerShell)]
    internal void A_shell_is_known_by_its_name_or_path(string text, Shell shell) =>
        Assert.Equal(shell, ShellName.Parse(text));

    [Fact]
    public void Another_shell_is_refused() =>
        Assert.Contains("'fish'", Assert.Throws<UnknownShell>(() => ShellName.Parse("fish")).What);

    private static string Script(Shell shell) =>
        CompletionScript.For(shell, BuildShape.Of(typeof(Build)), TargetReader.Read(new Build()));

    // As bash calls it at the key Tab: the words typed so far are in COMP_WORDS, the last one is completed.
    private async Task<string[]> CompleteAsync(string typed, string folder)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "bash is not on every Windows");
        var words = string.Join(' ', typed.Split(' ').Select(word => $"'{word}'"));
        using var bash = new Child(
            "bash",
            [
                "-c",
                $"set -eu; source '{_repository.At("completion")}'; COMP_WORDS=({words}); "
                    + "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=(); _slipway_build; "
                    + "for reply in \"${COMPREPLY[@]}\"; do echo \"$reply\"; done",
            ],
            folder,
            new Dictionary<string, string>
            {
                ["PATH"] = Environment.GetEnvironmentVariable("PATH")!,
                ["HOME"] = _repository.Path,
            }
        );
        var end = await bash.EndAsync();
        Assert.True(end.Code == 0, end.All);
        return end.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
