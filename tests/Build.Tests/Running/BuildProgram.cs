using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Slipway.Targets.Tests.Running;

/// <summary>The compiled build, run as build.sh runs it, on a small repository of its own.</summary>
public sealed class BuildProgram : IDisposable
{
    private static readonly string s_assembly = Path.Combine(AppContext.BaseDirectory, "_build.dll");

    public BuildProgram()
    {
        Repository.Write(".nuke/parameters.json", """{ "App": "shop" }""");
        Environment(
            "remote",
            """
            namespace: shop
            registry: registry.invalid/shop
            baseImage: registry.invalid/base:1
            context: far
            """
        );
        Environment(
            "local",
            """
            namespace: shop
            cluster: local
            """
        );
        Directory.CreateDirectory(Repository.At("home"));
        Directory.CreateDirectory(Repository.At("bin"));
        Variables = new Dictionary<string, string>
        {
            ["PATH"] = System.Environment.GetEnvironmentVariable("PATH")!,
            ["HOME"] = Repository.At("home"),
            ["NUKE_ROOT"] = Repository.Path,
            ["NUKE_TELEMETRY_OPTOUT"] = "1",
            ["TERM"] = "dumb",
        };
    }

    /// <summary>The repository that it works on.</summary>
    public TemporaryFolder Repository { get; } = new();

    /// <summary>All that it sees of the environment.</summary>
    public Dictionary<string, string> Variables { get; }

    /// <summary>Adds an environment to the repository.</summary>
    public void Environment(string name, [StringSyntax("yaml")] string yaml)
    {
        Repository.Write($"k8s/overlays/{name}/environment.yaml", yaml + "\n");
        Repository.Write($"k8s/overlays/{name}/kustomization.yaml", "resources: [settings.yaml]\n");
        Repository.Write(
            $"k8s/overlays/{name}/settings.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: settings }

            """
        );
    }

    /// <summary>Makes the repository one of git, with all that is in it as a commit.</summary>
    /// <returns>The commit's full id.</returns>
    public string Commit()
    {
        Git("init", "--quiet", "--initial-branch", "main");
        Git("add", "--all");
        Git("-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "--quiet", "-m", "All");
        return Git("rev-parse", "HEAD").Trim();
    }

    /// <summary>Runs git in the repository.</summary>
    public string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-c", "maintenance.auto=false", .. arguments])
        {
            WorkingDirectory = Repository.Path,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return output;
    }

    /// <summary>Skips a test of commands that render manifests, where that cannot be done.</summary>
    public static void NeedsKubectl()
    {
        var folders = System.Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator);
        Assert.SkipUnless(
            folders.Any(f =>
                File.Exists(Path.Combine(f, "kubectl")) || File.Exists(Path.Combine(f, "kubectl.exe"))
            ),
            "kubectl is not installed"
        );
    }

    /// <summary>Runs it to its end.</summary>
    public async Task<Finished> RunAsync(params string[] arguments)
    {
        using var child = Start(arguments);
        return await child.EndAsync();
    }

    /// <summary>Starts it.</summary>
    public Child Start(params string[] arguments) =>
        new(System.Environment.ProcessPath!, ["exec", s_assembly, .. arguments], Repository.Path, Variables);

    public void Dispose() => Repository.Dispose();
}
