using Slipway.Images.Registries;
using Slipway.Kubernetes;
using Slipway.Manifests;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.SupplyChain.Bundles;
using Slipway.Values;
using Slipway.Versioning;

namespace Slipway.Targets.Tests.Running;

/// <summary>What a command needs it looks for once, and hands on.</summary>
public sealed class OnceTests(CountedCluster running)
    : IClassFixture<CountedCluster>,
        IReporter,
        IAsyncLifetime
{
    private readonly BuildProgram _build = new();
    private DockerRegistry? _registry;

    void IReporter.Report(Notice notice) { }

    public async ValueTask InitializeAsync() => _registry = await DockerRegistry.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _build.Dispose();
        if (_registry is not null)
            await _registry.DisposeAsync();
    }

    [Theory]
    [InlineData("Deploy")]
    [InlineData("Promote")]
    public async Task A_release_renders_once_and_connects_once_to_each_cluster(string target)
    {
        var calls = CountKubectl();
        await OpenAsync(target);

        var run = await _build.RunAsync(target, "--env", "live", "--skip", "TestServices", "--no-logo");

        Assert.True(run.Code == 0, run.All);
        Assert.Equal("kustomize k8s/overlays/live\n", File.ReadAllText(calls));
        // One for the environment, one for that which it takes its releases from.
        Assert.Equal(2, running.Requests.Count(request => request == "GET /version"));
    }

    [Fact]
    public async Task A_deploy_lists_the_history_once_under_the_lock()
    {
        CountKubectl();
        await OpenAsync("lock");

        var run = await _build.RunAsync("Deploy", "--env", "live", "--skip", "TestServices", "--no-logo");

        Assert.True(run.Code == 0, run.All);
        var requests = running
            .Requests.Where(r => r.Contains("/namespaces/live-lock/"))
            // The content of what matters is read by its revisions; what no record explains has other labels.
            .Where(r => !r.Contains("revision") && !r.Contains("part-of"))
            .ToList();
        var lists = Indexes(requests, "GET", "/secrets?");
        var locks = Indexes(requests, "P", "/leases");
        // What is shown afterwards is read afterwards.
        Assert.InRange(Assert.Single(lists, list => list < locks[^1]), locks[0], locks[^1]);
        Assert.Single(lists, list => list > locks[^1]);
    }

    /// <summary>An environment whose releases come from another one, which has one.</summary>
    private async Task OpenAsync(string name)
    {
        var (staging, live) = ($"staging-{name}".ToLowerInvariant(), $"live-{name}".ToLowerInvariant());
        Environment("staging", staging, "");
        Environment("live", live, "promotion: { from: staging }");
        _build.Variables["KUBECONFIG"] = _build.Repository.Write("kubeconfig", running.Kubeconfig);
        var stop = TestContext.Current.CancellationToken;
        using var cluster = await Cluster.ConnectAsync(
            _build.Variables["KUBECONFIG"],
            null,
            TimeProvider.System,
            this,
            stop
        );
        await cluster.CreateAsync(Namespace(staging), stop);
        await cluster.CreateAsync(Namespace(live), stop);
        var release = new Release(
            "shop",
            1,
            "1.0.0",
            _build.Commit(),
            null,
            "staging",
            ReleaseKind.Deploy,
            ReleaseState.Deployed,
            new Dictionary<string, ImageReference>(),
            [],
            "anna",
            TimeProvider.System.GetUtcNow()
        );
        release = release with { Bundle = await PushBundleAsync(release, stop) };
        // What is promoted does not depend on git, nor on what somebody does to the checkout.
        Directory.Delete(_build.Repository.At(".git"), recursive: true);
        _build.Repository.Write("k8s/overlays/live/settings.yaml", "not: [yaml");
        await new ReleaseHistory(cluster, staging, "shop").WriteAsync(release, stop);
        running.Requests.Clear();
    }

    private async Task<ImageReference> PushBundleAsync(Release release, CancellationToken stop)
    {
        var root = _build.Repository.Path;
        var tree = await ManifestTree.ReadAsync(
            root,
            await CheckedOut.ReadAsync(root, stop),
            _build.Repository.At("scratch"),
            stop
        );
        using var registries = new RegistryClient(this, TimeProvider.System);
        return await new BundleStore(registries).PushAsync(
            PackedBundle.Of(
                new ReleaseBundle(
                    release.App,
                    release.Version,
                    release.Commit,
                    null,
                    new Dictionary<string, BundledImage>(),
                    tree.Files
                )
            ),
            ImageReference.Parse($"{_registry!.Host}/shop/shop.bundle"),
            release.Version,
            TakenTag.Refuse,
            stop
        );
    }

    private void Environment(string name, string ns, string more) =>
        _build.Environment(
            name,
            $"""
            namespace: {ns}
            registry: {_registry!.Host}/shop
            baseImage: registry.invalid/base:1
            context: near
            {more}
            """
        );

    private static KubeObject Namespace(string name) =>
        KubeObject.Parse($$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{{name}}}"}}""");

    /// <summary>Puts a kubectl on the PATH that notes its arguments.</summary>
    /// <returns>The file with one line for each call.</returns>
    private string CountKubectl()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The counting kubectl is a shell script");
        var calls = _build.Repository.At("calls");
        var kubectl = _build.Repository.Write(
            "bin/kubectl",
            $"#!/bin/sh\necho \"$@\" >> '{calls}'\nexec cat \"$2/settings.yaml\"\n"
        );
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Owner =
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            File.SetUnixFileMode(kubectl, Owner);
        }
        _build.Variables["PATH"] =
            $"{_build.Repository.At("bin")}{Path.PathSeparator}{_build.Variables["PATH"]}";
        return calls;
    }

    private static List<int> Indexes(IReadOnlyList<string> requests, string method, string path) =>
        [
            .. requests
                .Index()
                .Where(r =>
                    r.Item.StartsWith(method, StringComparison.Ordinal)
                    && r.Item.Contains(path, StringComparison.Ordinal)
                )
                .Select(r => r.Index),
        ];
}
