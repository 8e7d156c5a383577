using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Slipway.Targets.Tests.Running;

/// <summary>Diff, run as a user runs it, on objects that others applied with their secrets in them.</summary>
public sealed partial class DiffTests : IClassFixture<CountedCluster>, IAsyncLifetime
{
    private const string Old = "hunter2-that-runs";
    private const string New = "hunter2-of-the-commit";

    private readonly CountedCluster _cluster;
    private readonly BuildProgram _build = new();

    public DiffTests(CountedCluster cluster)
    {
        _cluster = cluster;
        _build.Variables["NUKE_KUBECONFIG_CONTENT"] = cluster.Kubeconfig;
    }

    public async ValueTask InitializeAsync()
    {
        BuildProgram.NeedsKubectl();
        File.Copy(Path.Combine(Checkout.Root, "GitVersion.yml"), _build.Repository.At("GitVersion.yml"));
        await RunAsync("git", "init", "--quiet", "--initial-branch", "main");
        await RunAsync(
            "git",
            "-c",
            "user.name=Ada",
            "-c",
            "user.email=ada@example.com",
            "commit",
            "--quiet",
            "--allow-empty",
            "-m",
            "Begin"
        );
        var live = Manifests(Old, "info");
        _build.Repository.Write("live.yaml", live);
        await RunAsync("kubectl", "--kubeconfig", _cluster.DirectKubeconfig, "create", "namespace", "shop");
        // As of old, which notes all of it in an annotation.
        await RunAsync(
            "kubectl",
            "--kubeconfig",
            _cluster.DirectKubeconfig,
            "--namespace",
            "shop",
            "apply",
            "-f",
            "live.yaml"
        );
        _build.Repository.Write("k8s/overlays/remote/settings.yaml", Manifests(New, "debug"));
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("kubectl", "--kubeconfig", _cluster.DirectKubeconfig, "delete", "namespace", "shop");
        _build.Dispose();
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("markdown")]
    public async Task It_shows_what_changes_without_secrets_and_writes_nothing(string format)
    {
        _cluster.Requests.Clear();
        var run = await DiffAsync("--force-conflicts", "--output", format);
        Assert.True(run.Code == 4, run.All);
        Assert.Contains("data.password", run.Output);
        Assert.Contains("debug", run.Output);
        IsSecret(run);
        Assert.All(_cluster.Requests.Where(r => !r.StartsWith("GET ") && !Asks().IsMatch(r)), request =>
            Assert.Contains("dryRun=All", request)
        );
    }

    [Fact]
    public async Task What_is_refused_has_no_secrets_either()
    {
        var run = await DiffAsync();
        Assert.True(run.Code == 2, run.All);
        Assert.Contains("kubectl-client-side-apply", run.Errors + run.Output);
        IsSecret(run);
    }

    [Fact]
    public async Task Quiet_it_is_one_line()
    {
        var run = await DiffAsync("--force-conflicts", "--verbosity", "quiet");
        Assert.Equal((4, "3 to change: 3 changed; 0 unchanged\n", ""), (run.Code, run.Output, run.Errors));
    }

    [Fact]
    public async Task JSON_is_one_document()
    {
        var run = await DiffAsync("--force-conflicts", "--output", "json");
        var changed = JsonNode.Parse(run.Output)!["objects"]!.AsArray();
        Assert.Equal(["ConfigMap", "Secret", "Deployment"], changed.Select(o => (string?)o!["kind"]));
    }

    [Fact]
    public async Task In_GitHub_Actions_the_summary_of_the_step_gets_it()
    {
        _build.Variables["GITHUB_STEP_SUMMARY"] = _build.Repository.At("summary.md");
        await DiffAsync("--force-conflicts");
        var summary = File.ReadAllText(_build.Repository.At("summary.md"));
        Assert.StartsWith("### remote: 3 to change&#58; 3 changed; 0 unchanged\n", summary);
        Assert.DoesNotContain("hunter2", summary);
    }

    private Task<Finished> DiffAsync(params string[] arguments) =>
        _build.RunAsync(["Diff", "--env", "remote", "--kube-context", "near", .. arguments]);

    private static void IsSecret(Finished run)
    {
        Assert.DoesNotContain("hunter2", run.All);
        // The same in base64.
        Assert.DoesNotContain("aHVudGVyMi", run.All);
    }

    // kind, settings and a workload that takes both: as a reference now, and copied before.
    private static string Manifests(string password, string level) =>
        $$"""
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: settings }
            data: { level: {{level}}, url: "db://user:{{password}}@host" }
            ---
            apiVersion: v1
            kind: Secret
            metadata: { name: password }
            stringData: { password: {{password}} }
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: web }
            spec:
              selector: { matchLabels: { app: web } }
              template:
                metadata: { labels: { app: web } }
                spec:
                  containers:
                    - name: web
                      image: registry.example.com/web:1@sha256:{{new string('a', 64)}}
                      args: ["--level={{level}}", "--password={{password}}"]
                      env: [{ name: PASSWORD, value: {{password}} }]

            """;

    private async Task RunAsync(string program, params string[] arguments)
    {
        using var child = new Child(program, arguments, _build.Repository.Path, _build.Variables);
        var run = await child.EndAsync();
        Assert.True(run.Code == 0, run.All);
    }

    // Reviews are answered and kept nowhere.
    [GeneratedRegex("^POST .*(selfsubject|subjectaccess)[a-z]*reviews", RegexOptions.IgnoreCase)]
    private static partial Regex Asks();
}
