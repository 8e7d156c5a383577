using System.Text.Json.Nodes;
using Slipway.Processes;

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

    [Fact]
    public async Task A_kubeconfig_in_a_variable_is_never_in_a_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The credential plugin is a shell script.");
        var (begun, token) = (_build.Repository.At("home/begun"), "hunter2-of-the-cluster");
        var plugin = _build.Repository.Executable("bin/plugin", $"#!/bin/sh\ntouch {begun}\nsleep 600\n");
        _build.Variables["NUKE_KUBECONFIG_CONTENT"] = Kubeconfig
            .For("http://127.0.0.1:1", token)
            .Replace(
                $"token: {token}",
                $"exec: {{ apiVersion: client.authentication.k8s.io/v1, command: {plugin}, args: [{token}] }}",
                StringComparison.Ordinal
            );

        using var build = _build.Start("Status", "--env", "remote", "--kube-context", "near");
        await Eventually.True(() => File.Exists(begun) || build.HasEnded, () => "the cluster is asked");
        Assert.False(build.HasEnded);
        build.Kill();

        var left = Directory.GetFiles(_build.Repository.Path, "*", SearchOption.AllDirectories);
        Assert.DoesNotContain(left, file => File.ReadAllText(file).Contains(token));
    }

    [Fact]
    public async Task The_next_command_deletes_what_a_killed_one_left()
    {
        var files = _build.Repository.At(".nuke/temp/transient");
        _build.Repository.Write(".nuke/temp/transient/1.lock", "");
        _build.Repository.Write(".nuke/temp/transient/1/k8s/secret.yaml", "password: hunter2");
        using var running = TransientFolder.In(files);

        await _build.RunAsync("Completion");

        Assert.Equal([running.Path], Directory.GetDirectories(files));
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
