using System.ComponentModel;
using System.Diagnostics;
using Slipway.Environments;
using Slipway.Manifests;

namespace Slipway.Tests.Manifests;

public sealed class ManifestRendererTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_overlay_is_rendered_into_the_namespace()
    {
        NeedsKubectl();
        _folder.Write("base/kustomization.yaml", "resources: [all.yaml]\n");
        _folder.Write(
            "base/all.yaml",
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: somewhere}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings, namespace: somewhere}
            data: {port: "8080", mode: 'yes'}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: reads}
            subjects:
            - {kind: ServiceAccount, name: movie, namespace: somewhere}
            - {kind: ServiceAccount, name: x, namespace: kube-system}
            """
        );
        _folder.Write("overlay/kustomization.yaml", "resources: [../base]\nnamePrefix: my-\n");
        var objects = await new ManifestRenderer().RenderAsync(
            _folder.Path,
            "overlay",
            new NamespacePolicy("shop", "somewhere", []),
            Stop
        );

        var map = objects.Single(o => o.Kind == "ConfigMap");
        Assert.Equal(
            ("my-settings", "shop", "8080", "yes"),
            (map.Name, map.Namespace, map.Text("data", "port"), map.Text("data", "mode"))
        );
        Assert.Equal("shop", objects.Single(o => o.Kind == "Namespace").Name);
        var binding = objects.Single(o => o.Kind == "ClusterRoleBinding");
        Assert.Null(binding.Namespace);
        Assert.Equal(
            ["shop", "kube-system"],
            binding.At("subjects")!.Value.EnumerateArray().Select(s => s.GetProperty("namespace").GetString())
        );
    }

    [Fact]
    public async Task What_kustomize_refuses_is_told_in_its_words()
    {
        NeedsKubectl();
        _folder.Write("k8s/overlays/staging/kustomization.yaml", "resources: [nope.yaml]\n");
        var e = await Assert.ThrowsAsync<RenderingFailedException>(() =>
            new ManifestRenderer().RenderAsync(_folder.Path, "k8s/overlays/staging", null, Stop)
        );
        Assert.Contains("k8s/overlays/staging/nope.yaml", e.What);
        Assert.DoesNotContain(_folder.Path, $"{e.What} {e.Next}");
        Assert.DoesNotContain("run.go", e.What);
        Assert.Equal("k8s/overlays/staging", e.Where);
    }

    [Fact]
    public async Task A_key_that_is_there_twice_is_told_with_file_line_and_column()
    {
        NeedsKubectl();
        _folder.Write("k8s/overlays/staging/kustomization.yaml", "resources: [../../base/settings]\n");
        _folder.Write("k8s/base/settings/kustomization.yaml", "resources: [twice.yaml]\n");
        _folder.Write(
            "k8s/base/settings/twice.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: twice}\ndata:\n  a: \"1\"\n  a: \"2\"\n"
        );
        var e = await Assert.ThrowsAsync<ManifestFilesBrokenException>(() =>
            new ManifestRenderer().RenderAsync(_folder.Path, "k8s/overlays/staging", null, Stop)
        );
        Assert.Equal("k8s/base/settings/twice.yaml:6:3: Duplicate key 'a'; first on line 5.", e.What);
    }

    [Fact]
    public async Task Helm_charts_are_refused_with_the_line_and_the_way()
    {
        NeedsKubectl();
        _folder.Write(
            "kustomization.yaml",
            "resources: []\nhelmCharts:\n- {name: redis, repo: 'https://x.example'}\n"
        );
        var e = await Assert.ThrowsAsync<HelmChartsException>(() =>
            new ManifestRenderer().RenderAsync(_folder.Path, ".", null, Stop)
        );
        Assert.StartsWith("kustomization.yaml:2:1: Helm charts are not inflated", e.What);
        Assert.Contains("helm template", e.Next);
    }

    [Fact]
    public async Task Namespaces_that_are_not_allowed_are_refused_with_their_lines()
    {
        NeedsKubectl();
        _folder.Write(
            "k8s/overlays/staging/kustomization.yaml",
            "namePrefix: eu-\nresources: [roles.yaml, ../../base]\n"
        );
        _folder.Write("k8s/base/kustomization.yaml", "namespace: other\nresources: [map.yaml]\n");
        _folder.Write("k8s/base/map.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\n");
        _folder.Write(
            "k8s/overlays/staging/roles.yaml",
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: reader, namespace: monitoring}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata:
              name: reader
              namespace: ingress
            """
        );
        const string overlay = "k8s/overlays/staging";
        var e = await Assert.ThrowsAsync<ForeignNamespacesException>(() =>
            new ManifestRenderer().RenderAsync(_folder.Path, overlay, NamespacePolicy.Only("movies"), Stop)
        );
        Assert.Equal(
            """
            k8s/overlays/staging/roles.yaml:9:14: role/eu-reader names the namespace 'ingress', but the environment's is 'movies'.
            k8s/overlays/staging/roles.yaml:3:37: role/eu-reader names the namespace 'monitoring', but the environment's is 'movies'.
            k8s/base/kustomization.yaml:1:1: configmap/eu-m names the namespace 'other', but the environment's is 'movies'.
            """,
            e.What
        );
        Assert.Contains("'namespaces: [ingress, monitoring, other]'", e.Next);
        var allowed = new NamespacePolicy("movies", "movies", ["monitoring", "ingress", "other"]);
        var objects = await new ManifestRenderer().RenderAsync(_folder.Path, overlay, allowed, Stop);
        Assert.Equal(["ingress", "monitoring", "other"], objects.Select(o => o.Namespace));
    }

    [Fact]
    public async Task A_missing_kubectl_is_named_with_how_to_get_it()
    {
        var renderer = new ManifestRenderer(Path.Combine(_folder.Path, "no-kubectl"));
        var e = await Assert.ThrowsAsync<KubectlMissingException>(() =>
            renderer.RenderAsync(_folder.Path, ".", null, Stop)
        );
        Assert.Contains("https://kubernetes.io/docs/tasks/tools/", e.Next);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static void NeedsKubectl()
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo("kubectl", "version --client") { RedirectStandardOutput = true }
            );
            process!.WaitForExit();
        }
        catch (Win32Exception)
        {
            Assert.Skip("kubectl is not installed");
        }
    }
}
