using System.ComponentModel;
using System.Diagnostics;
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
            Path.Combine(_folder.Path, "overlay"),
            "shop",
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
        _folder.Write("kustomization.yaml", "resources: [nope.yaml]\n");
        var e = await Assert.ThrowsAsync<RenderingFailedException>(() =>
            new ManifestRenderer().RenderAsync(_folder.Path, null, Stop)
        );
        Assert.Contains("nope.yaml", e.What);
        Assert.DoesNotContain("run.go", e.What);
        Assert.Equal(_folder.Path, e.Where);
    }

    [Fact]
    public async Task A_missing_kubectl_is_named_with_how_to_get_it()
    {
        var renderer = new ManifestRenderer(Path.Combine(_folder.Path, "no-kubectl"));
        var e = await Assert.ThrowsAsync<KubectlMissingException>(() =>
            renderer.RenderAsync(_folder.Path, null, Stop)
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
