using System.Text.Json.Nodes;

namespace Slipway.Targets.Tests.Running;

/// <summary>A build that is killed at any moment, and the next one.</summary>
public sealed class KilledBuildTests : IDisposable
{
    private readonly BuildProgram _killed = new();
    private readonly BuildProgram _undisturbed = new();

    private string Images => _killed.Repository.At(".nuke/temp/images/local");

    public void Dispose()
    {
        _killed.Dispose();
        _undisturbed.Dispose();
    }

    [Fact]
    public async Task Whenever_a_build_is_killed_the_next_one_gives_the_same_image()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The local environment is for Linux.");
        // Each moment is one that every build comes through, in this order.
        (string What, Func<bool> Came)[] moments =
        [
            ("the folder of images is there", () => Directory.Exists(Images)),
            ("the compiler runs", () => Directory.Exists(Path.Combine(Images, ".publish"))),
            ("something is published",
                () => File.Exists(Path.Combine(Images, ".publish/portable/one/One.dll"))),
            ("a layer is being written", () => Blobs(".*").Length > 0),
            ("a layer is written", () => Blobs("????????????????????????????????*").Length > 0),
            ("the images are listed", () => File.Exists(Path.Combine(Images, "index.json"))),
        ];
        foreach (var program in (BuildProgram[])[_killed, _undisturbed])
            Service(program);
        var image = await ImageAsync(_undisturbed);

        foreach (var (what, came) in moments)
        {
            if (Directory.Exists(Images))
                Directory.Delete(Images, recursive: true);
            using var build = Start(_killed);
            await Eventually.True(() => came() || build.HasEnded, () => what);
            build.Kill();
            Assert.Equal(image, await ImageAsync(_killed));
        }
    }

    private static void Service(BuildProgram program)
    {
        program.Repository.Write("services/one/One.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
              </PropertyGroup>
            </Project>
            """);
        program.Repository.Write("services/one/One.cs", "System.Console.WriteLine(1);");
    }

    private static Child Start(BuildProgram program) =>
        program.Start("ContainerBuild", "--env", "local", "--skip", "Compile", "LocalUp", "--no-logo");

    private static async Task<string> ImageAsync(BuildProgram program)
    {
        using var build = Start(program);
        var run = await build.EndAsync();
        Assert.True(run.Code == 0, run.All);
        var index = JsonNode.Parse(program.Repository.Read(".nuke/temp/images/local/index.json"))!;
        return index["manifests"]!.AsArray().Single()!["digest"]!.GetValue<string>();
    }

    private string[] Blobs(string pattern)
    {
        var folder = Path.Combine(Images, "blobs/sha256");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, pattern) : [];
    }
}
