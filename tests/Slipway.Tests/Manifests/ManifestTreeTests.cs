using System.Text;
using Slipway.Environments;
using Slipway.Manifests;
using Slipway.Tests.Versioning;
using Slipway.Versioning;

namespace Slipway.Tests.Manifests;

/// <summary>What manifests are rendered from, in real repositories.</summary>
public sealed class ManifestTreeTests : IDisposable
{
    private readonly VersionedRepository _repository = new();
    private readonly TemporaryFolder _scratch = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _repository.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task It_is_what_the_commit_has_whatever_git_would_leave_out_or_change_in_an_archive()
    {
        _repository.Write(".gitattributes", "k8s/kept.yaml export-ignore\nk8s/id.yaml export-subst\n");
        _repository.Write("k8s/kept.yaml", "a: 1\n");
        _repository.Write("k8s/id.yaml", "id: $Format:%H$\n");
        _repository.Write("k8s/.gitignore", "*.env\n");
        _repository.Commit("Manifests");
        // Ignored, so no commit will ever have it, and nobody else either.
        _repository.Write("k8s/secrets.env", "password=1\n");

        Assert.Equal(
            ["k8s/.gitignore=*.env\n", "k8s/id.yaml=id: $Format:%H$\n", "k8s/kept.yaml=a: 1\n"],
            Shown(await ReadAsync())
        );
    }

    [Fact]
    public async Task Uncommitted_changes_are_in_it_as_the_next_commit_would_have_them()
    {
        _repository.Write("k8s/.gitignore", "*.env\n");
        _repository.Write("k8s/changed.yaml", "a: 1\n");
        _repository.Write("k8s/removed.yaml", "a: 1\n");
        _repository.Commit("Manifests");
        _repository.Write("k8s/changed.yaml", "a: 2\n");
        _repository.Write("k8s/new.yaml", "a: 3\n");
        _repository.Write("k8s/secrets.env", "password=1\n");
        File.Delete(Path.Combine(_repository.Root, "k8s/removed.yaml"));
        var before = _repository.Git("status", "--porcelain");

        Assert.Equal(
            ["k8s/.gitignore=*.env\n", "k8s/changed.yaml=a: 2\n", "k8s/new.yaml=a: 3\n"],
            Shown(await ReadAsync())
        );

        // The clone is as it was: nothing is staged, and no object was written.
        Assert.Equal(before, _repository.Git("status", "--porcelain"));
        Assert.DoesNotContain("dangling", _repository.Git("fsck", "--no-reflogs"));
    }

    [Fact]
    public async Task Folders_elsewhere_are_in_it_when_kustomizations_refer_to_them_however_indirectly()
    {
        _repository.Write(
            "k8s/overlays/staging/kustomization.yaml",
            "resources: [../../../services/cart/k8s]\n"
        );
        _repository.Write(
            "services/cart/k8s/kustomization.yml",
            "resources: [map.yaml, '../../../shared dir']\n"
        );
        _repository.Write(
            "services/cart/k8s/map.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cart}\n"
        );
        _repository.Write("services/cart/source.cs", "// not a manifest\n");
        _repository.Write(
            "shared dir/kustomization.yaml",
            "resources: ['https://example.com/never-asked.yaml']\n"
        );
        _repository.Commit("Manifests");

        Assert.Equal(
            [
                "k8s/overlays/staging/kustomization.yaml",
                "services/cart/k8s/kustomization.yml",
                "services/cart/k8s/map.yaml",
                "shared dir/kustomization.yaml",
            ],
            (await ReadAsync()).Files.Select(file => file.Path)
        );
    }

    [Fact]
    public async Task An_overlay_is_rendered_without_the_repository()
    {
        ExternalTool.Find("kubectl", "kubernetes-client");
        _repository.Write("k8s/overlays/staging/kustomization.yaml", "resources: [../../base]\n");
        _repository.Write("k8s/base/kustomization.yaml", "resources: [map.yaml]\n");
        _repository.Write("k8s/base/map.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\n");
        _repository.Commit("Manifests");
        var tree = await ReadAsync();

        var objects = await tree.RenderAsync(
            "k8s/overlays/staging",
            NamespacePolicy.Only("shop"),
            _scratch.Path,
            cache: null,
            Stop
        );

        Assert.Equal(("m", "shop"), (objects.Single().Name, objects.Single().Namespace));
        Assert.Equal((true, false), (tree.Has("k8s/overlays/staging"), tree.Has("k8s/overlays/stag")));
        Assert.Empty(Directory.GetFileSystemEntries(_scratch.Path));
    }

    [Fact]
    public async Task Two_clones_read_the_same_bytes()
    {
        _repository.Write("k8s/crlf.yaml", "a: 1\r\n");
        _repository.Write("k8s/auto.txt", "one\ntwo\n");
        _repository.Write(".gitattributes", "*.txt text=auto\n");
        _repository.Commit("Manifests");
        using var other = new TemporaryFolder();
        _repository.Git(
            "clone",
            "-q",
            "--config",
            "core.autocrlf=true",
            $"file://{_repository.Root}",
            other.Path
        );

        var there = await ManifestTree.ReadAsync(
            other.Path,
            await CheckedOut.ReadAsync(other.Path, Stop),
            _scratch.Path,
            Stop
        );

        Assert.Equal(Shown(await ReadAsync()), Shown(there));
    }

    [Fact]
    public async Task A_link_to_a_file_is_a_copy_of_it_and_any_other_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Symbolic links need a privilege on Windows");
        _repository.Write("k8s/base/map.yaml", "a: 1\n");
        Link("k8s/link.yaml", "base/map.yaml");
        _repository.Commit("A link");
        Assert.Contains("k8s/link.yaml=a: 1\n", Shown(await ReadAsync()));

        foreach (var target in new[] { "/etc/hostname", "../source.txt", "nowhere", "link2.yaml" })
        {
            File.Delete(Path.Combine(_repository.Root, "k8s/link2.yaml"));
            Link("k8s/link2.yaml", target);
            var refusal = await Assert.ThrowsAsync<ManifestTreeRefusal>(ReadAsync);
            Assert.Equal(
                $"k8s/link2.yaml is a symbolic link that leads to no file of the manifests ({target}).",
                refusal.What
            );
        }
        File.Delete(Path.Combine(_repository.Root, "k8s/link2.yaml"));
        Link("k8s/folder", "base");
        Assert.StartsWith(
            "k8s/folder is a symbolic link to a folder",
            (await Assert.ThrowsAsync<ManifestTreeRefusal>(ReadAsync)).What
        );
    }

    [Fact]
    public async Task Manifests_of_absurd_size_are_refused_with_the_largest_file()
    {
        _repository.Write("k8s/video.mp4", new string('x', 33 * 1024 * 1024));
        _repository.Commit("A video");
        var refusal = await Assert.ThrowsAsync<ManifestTreeRefusal>(ReadAsync);
        Assert.Equal(
            "The manifests are larger than 32 MiB; the largest file is k8s/video.mp4 (33.0 MiB).",
            refusal.What
        );
    }

    [Fact]
    public async Task A_checkout_below_the_top_of_the_repository_is_a_repository_of_its_own()
    {
        _repository.Write("shop/k8s/base/map.yaml", "a: 1\n");
        _repository.Write("k8s/other.yaml", "a: 2\n");
        _repository.Commit("Two projects");
        var folder = Path.Combine(_repository.Root, "shop");
        var tree = await ManifestTree.ReadAsync(
            folder,
            await CheckedOut.ReadAsync(folder, Stop),
            _scratch.Path,
            Stop
        );
        Assert.Equal(["k8s/base/map.yaml"], tree.Files.Select(file => file.Path));
    }

    private async Task<ManifestTree> ReadAsync() =>
        await ManifestTree.ReadAsync(
            _repository.Root,
            await CheckedOut.ReadAsync(_repository.Root, Stop),
            _scratch.Path,
            Stop
        );

    private void Link(string path, string target) =>
        File.CreateSymbolicLink(Path.Combine(_repository.Root, path), target);

    private static IEnumerable<string> Shown(ManifestTree tree) =>
        tree.Files.Select(file => $"{file.Path}={Encoding.UTF8.GetString(file.Content.Span)}");
}
