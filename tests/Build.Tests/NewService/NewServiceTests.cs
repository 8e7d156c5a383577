using System.Diagnostics;
using Slipway.Targets.Tests.Running;

namespace Slipway.Targets.Tests.NewService;

/// <summary>The template, instantiated in a copy of this repository as a user does it.</summary>
public sealed class NewServiceTests : IDisposable
{
    private readonly BuildProgram _build = new();

    public NewServiceTests() => CopyRepository();

    public void Dispose() => _build.Dispose();

    [Fact]
    public async Task A_new_service_compiles_passes_its_tests_and_is_in_every_overlay()
    {
        BuildProgram.NeedsKubectl();

        await DoneAsync(_build.RunAsync("NewService", "--name", "order-items", "--no-logo"));

        var tests = _build.Repository.At("tests/Services/OrderItems.Tests");
        await DoneAsync(DotNetAsync("build", tests, "-c", "Release", "-v", "q", "-nologo"));
        var assembly = Path.Combine(tests, "bin/Release/net10.0/OrderItems.Tests.dll");
        var run = await DoneAsync(DotNetAsync("exec", assembly, "-noLogo", "-noColor"));
        Assert.Matches(@"Total: [1-9]\d*, Errors: 0, Failed: 0, Skipped: 0", run.Output);
        foreach (var overlay in Directory.GetDirectories(_build.Repository.At("k8s/overlays")))
        {
            var rendered = await DoneAsync(ProgramAsync("kubectl", "kustomize", overlay));
            Assert.Contains("image: order-items\n", rendered.Output);
            Assert.Contains("app.kubernetes.io/name: order-items\n", rendered.Output);
        }
        var projects = await DoneAsync(DotNetAsync("sln", "list"));
        Assert.Contains("services/order-items/OrderItems.csproj", projects.Output.Replace('\\', '/'));
        Assert.Contains("OrderItems.Tests.csproj", projects.Output);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused_and_nothing_is_written()
    {
        _build.Repository.Write("services/orders/README.md", "");

        var run = await _build.RunAsync("NewService", "--name", "orders", "--no-logo");

        Assert.Equal(2, run.Code);
        Assert.Contains("[ERR] Refused: services/orders already exists\n", run.Output);
        Assert.False(Directory.Exists(_build.Repository.At("k8s/base/orders")));
    }

    [Fact]
    public async Task A_variable_called_NAME_is_not_the_name_of_a_service()
    {
        _build.Variables["NAME"] = "orders";

        var run = await _build.RunAsync("NewService", "--no-logo");

        Assert.Equal(2, run.Code);
        Assert.Contains("Refused: the service needs a name\n", run.Output);
    }

    private void CopyRepository()
    {
        Directory.Delete(_build.Repository.At("k8s"), recursive: true);
        using var git = Process.Start(
            new ProcessStartInfo("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            {
                WorkingDirectory = Checkout.Root,
                RedirectStandardOutput = true,
            }
        )!;
        foreach (
            var file in git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries)
        )
        {
            var (from, to) = (Path.Combine(Checkout.Root, file), _build.Repository.At(file));
            // git lists what was deleted and not committed yet.
            if (!File.Exists(from))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(from, to, overwrite: true);
        }
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }

    private Task<Finished> DotNetAsync(params string[] arguments) =>
        ProgramAsync(Environment.ProcessPath!, arguments);

    // With the variables of this run: the SDK finds its packages and settings by them.
    private async Task<Finished> ProgramAsync(string program, params string[] arguments)
    {
        var variables = Environment
            .GetEnvironmentVariables()
            .Cast<System.Collections.DictionaryEntry>()
            .Where(variable => (string)variable.Key != "NUKE_ROOT")
            .ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value!);
        using var child = new Child(program, arguments, _build.Repository.Path, variables);
        return await child.EndAsync();
    }

    private static async Task<Finished> DoneAsync(Task<Finished> running)
    {
        var run = await running;
        Assert.True(run.Code == 0, run.All);
        return run;
    }
}
