using System.Text;
using Slipway.Environments;
using Slipway.Manifests;
using Slipway.Values;
using Slipway.Versioning;

namespace Slipway.Tests.Manifests;

/// <summary>What Kustomize made of an overlay is remembered as long as nothing that it depends on changes.</summary>
public sealed class RenderCacheTests : IDisposable
{
    private const string Overlay = "k8s/overlays/staging";
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    public RenderCacheTests() => ExternalTool.Find("kubectl", "kubernetes-client");

    [Fact]
    public async Task The_same_files_are_rendered_once_and_others_again()
    {
        Assert.Equal("blue", await RenderedAsync(Files("blue")));
        // Nobody but the test writes this; that it is seen shows that nothing was rendered.
        Remember(text => text.Replace("\"blue\"", "\"remembered\""));

        Assert.Equal("remembered", await RenderedAsync(Files("blue")));
        Assert.Equal("green", await RenderedAsync(Files("green")));
        Assert.Equal("blue", await RenderedAsync(Files("blue")));
    }

    [Fact]
    public async Task Where_objects_may_be_is_decided_anew()
    {
        await RenderedAsync(Files("blue", "elsewhere"), NamespacePolicy.Only("elsewhere"));
        var refused = await Assert.ThrowsAsync<ForeignNamespacesException>(() =>
            RenderedAsync(Files("blue", "elsewhere"))
        );
        Assert.Contains("k8s/base/map.yaml:3:", refused.What);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[")]
    [InlineData("{}")]
    [InlineData("{\"key\":1,\"objects\":{}}")]
    public async Task A_file_that_is_damaged_is_as_good_as_none(string content)
    {
        await RenderedAsync(Files("blue"));
        Remember(_ => content);
        Assert.Equal("blue", await RenderedAsync(Files("blue")));
    }

    [Fact]
    public async Task Only_its_user_can_read_it()
    {
        await RenderedAsync(Files("blue"));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Remembered()));
    }

    [Fact]
    public void What_is_fetched_from_elsewhere_makes_a_rendering_that_cannot_be_remembered()
    {
        Write("k8s/overlays/staging/kustomization.yaml", "resources: [../../base]\n");
        Write("k8s/base/kustomization.yaml", "resources: [map.yaml]\n");
        Write("k8s/base/map.yaml", "kind: ConfigMap\n");
        Assert.True(OverlayFiles.AreComplete(_folder.Path, Overlay));

        Write("k8s/base/kustomization.yaml", "resources: [map.yaml, 'https://example.com/more.yaml']\n");
        Assert.False(OverlayFiles.AreComplete(_folder.Path, Overlay));

        Write("k8s/base/kustomization.yaml", "components: ['github.com/example/parts?ref=main']\n");
        Assert.False(OverlayFiles.AreComplete(_folder.Path, Overlay));
    }

    [Fact]
    public void Another_kubectl_renders_again()
    {
        var tool = Path.Combine(_folder.Path, "kubectl");
        Assert.Null(RenderCache.KeyOf([], Overlay, tool));
        File.WriteAllText(tool, "one");
        var one = RenderCache.KeyOf([], Overlay, tool);
        File.WriteAllText(tool, "another");
        Assert.NotNull(one);
        Assert.NotEqual(one, RenderCache.KeyOf([], Overlay, tool));
    }

    private async Task<string?> RenderedAsync(IReadOnlyList<TreeFile> files, NamespacePolicy? policy = null)
    {
        var objects = await new ManifestTree(files).RenderAsync(
            Overlay,
            policy ?? NamespacePolicy.Only("shop"),
            Path.Combine(_folder.Path, "scratch"),
            new RenderCache(Path.Combine(_folder.Path, "cache")),
            Stop
        );
        return Assert.Single(objects).Text("data", "colour");
    }

    private string Remembered() => Assert.Single(Directory.GetFiles(Path.Combine(_folder.Path, "cache")));

    private void Remember(Func<string, string> change) =>
        File.WriteAllText(Remembered(), change(File.ReadAllText(Remembered())));

    private void Write(string path, string content)
    {
        var file = Path.Combine(_folder.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    private static IReadOnlyList<TreeFile> Files(string colour, string? ns = null) =>
        [
            Named("k8s/overlays/staging/kustomization.yaml", "resources: [../../base]\n"),
            Named("k8s/base/kustomization.yaml", "resources: [map.yaml]\n"),
            Named(
                "k8s/base/map.yaml",
                $$"""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: m{{(ns is null ? "" : $", namespace: {ns}")}}}
                data: {colour: {{colour}}}

                """
            ),
        ];

    private static TreeFile Named(string path, string content) => new(path, Encoding.UTF8.GetBytes(content));
}
