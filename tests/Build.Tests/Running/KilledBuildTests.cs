using System.Text.Json.Nodes;

namespace Slipway.Targets.Tests.Running;

/// <summary>A build that is killed at any moment, and the next one.</summary>
public sealed class KilledBuildTests : IDisposable
{
    private readonly BuildProgram _build = new();

    private string Images => _build.Repository.At(".nuke/temp/images/local");

    public void Dispose() => _build.Dispose();

    [Fact]
    public async Task Whenever_a_build_is_killed_the_next_one_gives_the_same_image()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The local environment is for Linux.");
        // Each moment is one that every build comes through, in this order.
        (string What, Func<bool> Came)[] moments =
        [
            ("the folder of images is there", () => Directory.Exists(Images)),
            ("the compiler runs", () => Directory.Exists(Path.Combine(Images, ".publish"))),
            ("something is published", () =>
                File.Exists(Path.Combine(Images, ".publish/portable/one/One.dll"))
            ),
            ("a layer is being written", () => Blobs(".*").Length > 0),
            ("a layer is written", () => Blobs("????????????????????????????????*").Length > 0),
            ("the images are listed", () => File.Exists(Path.Combine(Images, "index.json"))),
        ];
        AddService();
        var image = await ImageAsync();

        foreach (var (what, came) in moments)
        {
            Directory.Delete(Images, recursive: true);
            Directory.Delete(_build.Repository.At("services/one/obj"), recursive: true);
            using var build = Start();
            await Eventually.True(() => came() || build.HasEnded, () => what);
            build.Kill();
            Assert.Equal((what, image), (what, await ImageAsync()));
        }
    }

    private void AddService()
    {
        _build.Repository.Write(
            "services/one/One.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
              </PropertyGroup>
            </Project>
            """
        );
        _build.Repository.Write("services/one/One.cs", "System.Console.WriteLine(1);");
    }

    private Child Start() =>
        _build.Start("ContainerBuild", "--env", "local", "--skip", "Compile", "LocalUp", "--no-logo");

    private async Task<string> ImageAsync()
    {
        using var build = Start();
        var run = await build.EndAsync();
        Assert.True(run.Code == 0, run.All);
        var index = JsonNode.Parse(_build.Repository.Read(".nuke/temp/images/local/index.json"))!;
        return index["manifests"]!.AsArray().Single()!["digest"]!.GetValue<string>();
    }

    private string[] Blobs(string pattern)
    {
        var folder = Path.Combine(Images, "blobs/sha256");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, pattern) : [];
    }
}
