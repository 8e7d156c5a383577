using Slipway.Manifests;
using Slipway.Targets.Delivering;

namespace Slipway.Targets.Tests;

public sealed class KubectlTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_found_in_any_folder_of_the_path()
    {
        _folder.Write(OperatingSystem.IsWindows() ? "bin/kubectl.exe" : "bin/kubectl", "");
        Kubectl.Require(string.Join(Path.PathSeparator, _folder.At("nowhere"), "", _folder.At("bin")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/nowhere")]
    public void Without_it_the_refusal_says_how_to_get_it(string path)
    {
        var refusal = Assert.Throws<KubectlMissingException>(() => Kubectl.Require(path));
        Assert.Contains("https://kubernetes.io/docs/tasks/tools/", refusal.Next);
    }
}
