using System.Security.Cryptography;
using Slipway.Targets.CommandLine;

namespace Slipway.Targets.Tests.Running;

/// <summary>
/// Programs that the build starts get its environment, but none of its secrets: a package's <c>.targets</c>, a test or a
/// plugin could take them.
/// </summary>
public sealed class ChildEnvironmentTests : IDisposable
{
    private const string Kept = "kept-for-everybody";

    private readonly BuildProgram _build = new();

    public void Dispose() => _build.Dispose();

    [Fact]
    public async Task Programs_on_the_PATH_and_credential_plugins_get_no_secret()
    {
        BuildProgram.NeedsKubectl();
        _build.Commit();
        Watch("git");
        Watch("kubectl");
        _build.Repository.Executable("bin/plugin", Dump("plugin", "exit 1"));
        SetSecrets(Plugin);

        var run = await _build.RunAsync("Deploy", "--env", "remote", "--kube-context", "near", "--no-logo");

        // The secrets were read before they were removed: the kubeconfig is one of them.
        Assert.Contains("plugin", run.All);
        Assert.All(["git", "kubectl", "plugin"], HasNoSecret);
    }

    [Fact]
    public async Task Targets_of_a_compiled_project_get_no_secret()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The local environment is for Linux.");
        _build.Repository.Write(
            "services/one/One.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
              </PropertyGroup>
              <Target Name="Dump" BeforeTargets="CoreCompile">
                <Exec Command="env &gt;&gt; {DumpOf("MSBuild")}" />
              </Target>
            </Project>
            """
        );
        _build.Repository.Write("services/one/One.cs", "System.Console.WriteLine(1);");
        SetSecrets(Kubeconfig.For("http://127.0.0.1:1"));

        var run = await _build.RunAsync([
            "ContainerBuild",
            "--env",
            "local",
            "--skip",
            "Compile",
            "LocalUp",
            "--no-logo",
        ]);

        Assert.True(run.Code == 0, run.All);
        HasNoSecret("MSBuild");
    }

    private string Plugin =>
        Kubeconfig
            .For("http://127.0.0.1:1")
            .Replace(
                "token: none",
                $$"""exec: { apiVersion: client.authentication.k8s.io/v1, command: "{{_build.Repository.At("bin/plugin")}}" }""",
                StringComparison.Ordinal
            );

    // All that there are: a new one is tested here before anybody thinks of it.
    private void SetSecrets(string kubeconfig)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        foreach (var secret in BuildShape.Of(typeof(Build)).Parameters.Where(p => p.Secret))
        {
            _build.Variables[secret.Variable] = secret.Name switch
            {
                "kubeconfig-content" => kubeconfig,
                "signing-key-content" => key.ExportPkcs8PrivateKeyPem(),
                _ => "hunter2",
            };
        }
        _build.Variables["NUKE_REGISTRY_USER"] = "anna";
        _build.Variables["HTTPS_PROXY"] = Kept;
    }

    // A program of the same name that notes its environment, before the real one.
    private void Watch(string program)
    {
        var folders = _build.Variables["PATH"].Split(Path.PathSeparator);
        var real = folders.Select(f => Path.Combine(f, program)).First(File.Exists);
        _build.Repository.Executable($"bin/{program}", Dump(program, $"exec {real} \"$@\""));
        if (folders[0] != _build.Repository.At("bin"))
            _build.Variables["PATH"] = $"{_build.Repository.At("bin")}:{_build.Variables["PATH"]}";
    }

    private string Dump(string program, string then) => $"#!/bin/sh\nenv >>{DumpOf(program)}\n{then}\n";

    private string DumpOf(string program) => _build.Repository.At($"home/{program}.env");

    private void HasNoSecret(string program)
    {
        var variables = File.ReadAllLines(DumpOf(program)).Select(line => line.Split('=')[0]).ToList();
        Assert.Empty(SecretVariables.Names(BuildShape.Of(typeof(Build)), variables));
        Assert.DoesNotContain("hunter2", File.ReadAllText(DumpOf(program)));
        Assert.Contains($"HTTPS_PROXY={Kept}", File.ReadAllLines(DumpOf(program)));
    }
}
