using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCluster.Hosting;
using LocalCluster.Schema;
using LocalCluster.Tests.Kubectl;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Conformance;

/// <summary>
/// Runs the commands of a case in a namespace of their own, with one kubectl, and compares what they print.
/// </summary>
internal sealed partial class Session(
    KubectlProgram program,
    string caseFolder,
    string home,
    ClusterHost host
)
{
    private readonly string _namespace = "t" + Guid.NewGuid().ToString("N")[..8];

    public async Task Run()
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder.At("kubectl"), program.Path);
        var environment = new Dictionary<string, string>
        {
            ["PATH"] = folder.Path + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
            ["HOME"] = home,
            ["KUBECONFIG"] = folder.At("kubeconfig"),
            ["NS"] = _namespace,
            ["TMPDIR"] = folder.Path,
        };
        var config = await File.ReadAllTextAsync(host.Kubeconfig, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            folder.At("kubeconfig"),
            config.TrimEnd() + $"\n    namespace: {_namespace}\n",
            TestContext.Current.CancellationToken
        );
        host.Resources.Create(
            Kinds.Namespace,
            new JsonObject { ["metadata"] = new JsonObject { ["name"] = _namespace } }
        );
        await Eventually.True(() =>
            host.Resources.Get(Kinds.ConfigMap, _namespace, "kube-root-ca.crt") is not null
        );
        var file = Path.Combine(caseFolder, "session.txt");
        foreach (
            var step in SessionFile.Read(
                await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)
            )
        )
        {
            if (step.Versions.Holds(program.Minor))
                await Check(file, step, environment);
        }
    }

    private async Task Check(string file, SessionStep step, Dictionary<string, string> environment)
    {
        var expected = step.Answer(program.Minor);
        var end = TimeProvider.System.GetUtcNow() + Eventually.Deadline;
        while (true)
        {
            var run = await Shell(step.Command, environment);
            var printed = Printed(run);
            if (ExpectedText.Matches(expected, printed))
                return;
            var isRepeated = step.Eventually || KubectlSession.WasNeverSent(run);
            if (!isRepeated || TimeProvider.System.GetUtcNow() >= end)
            {
                Assert.Fail(
                    $"""
                    {Path.GetFileName(caseFolder)}/session.txt:{step.Line}, kubectl 1.{program.Minor}
                    $ {step.Command}
                    ----- expected
                    {expected}
                    ----- printed
                    {printed}
                    -----
                    """
                );
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        }
    }

    private Task<ProgramRun> Shell(string command, Dictionary<string, string> environment) =>
        ProgramRun.Of("/bin/sh", ["-c", command], folder: caseFolder, environment: environment);

    private string Printed(ProgramRun run)
    {
        var text = new StringBuilder(run.Output);
        if (text.Length > 0 && text[^1] != '\n')
            text.Append('\n');
        var errors = Throttled().Replace(run.Errors, "");
        foreach (var line in errors.Split('\n').SkipLast(errors.EndsWith('\n') ? 1 : 0))
        {
            if (line.Length > 0 || errors.Length > 0)
                text.Append("! ").Append(line).Append('\n');
        }
        if (run.Code != 0)
            text.Append($"[exit {run.Code}]\n");
        return text.ToString().Replace(_namespace, "<ns>").TrimEnd('\n');
    }

    // A line of kubectl's own log about a request that waited for its turn, as it does on a busy machine.
    [GeneratedRegex(@"^I\d{4} [0-9:.]+ +\d+ request\.go:\d+\] Waited for .*\n", RegexOptions.Multiline)]
    private static partial Regex Throttled();
}
