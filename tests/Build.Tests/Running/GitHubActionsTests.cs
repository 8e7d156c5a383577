using System.Text.RegularExpressions;
using Slipway.Targets.Delivering;

namespace Slipway.Targets.Tests.Running;

/// <summary>How a run looks on GitHub Actions: grouped by target, mistakes as annotations.</summary>
public sealed partial class GitHubActionsTests : IDisposable
{
    private readonly BuildProgram _build = new();

    public GitHubActionsTests() => _build.Variables["GITHUB_ACTIONS"] = "true";

    public void Dispose() => _build.Dispose();

    [Fact]
    public async Task A_refusal_before_the_first_target_is_annotated()
    {
        var run = await _build.RunAsync("Deploy", "--env", "remot", "--no-logo");
        Assert.Equal(2, run.Code);
        Assert.Equal(
            """
            Refused: There is no environment 'remot'. Did you mean 'remote'?
              where: k8s/overlays
              next:  Choose one of: local, remote.

            """.ReplaceLineEndings("\n"),
            run.Errors
        );
        Assert.Equal(
            "::error::Refused: There is no environment 'remot'. Did you mean 'remote'?"
                + "%0A  where: k8s/overlays%0A  next:  Choose one of: local, remote.",
            Assert.Single(run.Output.Replace("%0D", "").Split('\n'), line => line.StartsWith("::error"))
        );
    }

    [Fact]
    public async Task A_target_that_fails_is_grouped_and_annotated()
    {
        var run = await _build.RunAsync("Status", "--env", "remote", "--kube-context", "x", "--no-logo");
        Assert.Equal(2, run.Code);
        Assert.Equal(
            """
            ::group::Status
            ::error::<refusal in one line>
            <time> [ERR] <refusal>
            ::endgroup::Status
            ::group::Errors & Warnings
            [ERR] Status: <refusal>
            ::endgroup::Errors & Warnings

            ═══════════════════════════════════════
            Target             Status      Duration
            ───────────────────────────────────────
            LocalUp            Skipped                // OnlyWhen: Environment.Cluster.Local
            Status             Failed        <span>   // NoSuchClusterException: <what>
            ───────────────────────────────────────
            Total                            <span>
            ═══════════════════════════════════════

            Build failed on <date>.
            """.ReplaceLineEndings("\n"),
            Plain(run.Output)
        );
    }

    private string Plain(string output)
    {
        // NUKE colours lines on GitHub, which shows them so; the stand-in does not.
        var text = Colour().Replace(output, "");
        text = Time().Replace(text.Replace("%0D", "").Trim(), "<time>");
        text = Span().Replace(Date().Replace(text, "on <date>."), "<span>");
        var refusal = string.Join(
            '\n',
            "Refused: There is no kubeconfig, so context 'x' cannot be found.",
            $"  where: {_build.Repository.At("home/.kube/config")}; context named in "
                + "k8s/overlays/remote/environment.yaml or --kube-context",
            "  next:  Put the cluster's kubeconfig there, or set KUBECONFIG to its path. "
                + "To try a release on this machine: ./build.sh Deploy --env local"
        );
        return text.Replace(refusal, "<refusal>")
            .Replace(refusal.Replace("\n", "%0A"), "<refusal in one line>")
            .Replace("There is no kubeconfig, so context 'x' cannot be found.", "<what>");
    }

    [GeneratedRegex(@"\e\[[\d;]*m")]
    private static partial Regex Colour();

    [GeneratedRegex(@"^\d\d:\d\d:\d\d", RegexOptions.Multiline)]
    private static partial Regex Time();

    [GeneratedRegex(@"on \d\d/\d\d/\d{4} \d\d:\d\d:\d\d\.")]
    private static partial Regex Date();

    [GeneratedRegex(@"< 1sec|  \d:\d\d")]
    private static partial Regex Span();
}
