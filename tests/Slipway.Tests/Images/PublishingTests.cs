using System.Diagnostics;
using Slipway.Images.Formats;
using Slipway.Images.Publishing;
using Slipway.Images.Registries;
using Slipway.Pipeline.ContainerBuild;
using Slipway.Values;

namespace Slipway.Tests.Images;

/// <summary>What makes publishing fast, and must not be seen in what it makes.</summary>
public sealed class PublishingTests(FixtureCheckout checkout) : IClassFixture<FixtureCheckout>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 8, 1)]
    [InlineData(19, 8, 1)]
    [InlineData(20, 8, 2)]
    [InlineData(20, 1, 1)]
    [InlineData(500, 8, 8)]
    public void A_further_process_starts_only_where_there_is_work_for_it(
        int services,
        int processors,
        int nodes
    ) => Assert.Equal(nodes, ServicePublisher.Nodes(services, processors));

    [Fact]
    public async Task The_compiler_gives_the_same_bits_in_a_server_and_without_one()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Servers are told apart by /proc, which is Linux's.");
        var id = $"slipway-test-{Guid.NewGuid():N}";
        BuiltImage alone,
            served;
        using (Compile("false", id))
            alone = await BuildAsync();
        try
        {
            Directory.Delete(checkout.Layout, recursive: true);
            DeleteCompiled();
            using (Compile("true", id))
                served = await BuildAsync();
            Assert.NotEmpty(Servers(id));
        }
        finally
        {
            foreach (var server in Servers(id))
            {
                server.Kill();
                await server.WaitForExitAsync(CancellationToken.None);
            }
            // The socket on which it listened; who is killed cannot delete it.
            File.Delete(Path.Combine(Path.GetTempPath(), id));
        }

        Assert.Equal(alone.Digest, served.Digest);
    }

    // What was compiled without analyzers would be up to date for Compile, which then never ran them.
    [Fact]
    public async Task A_warning_that_only_an_analyzer_gives_is_refused()
    {
        using var rule = checkout.WriteForNow(
            "services/hello/.editorconfig",
            """
            root = true
            [*.cs]
            dotnet_diagnostic.CA2211.severity = warning
            """
        );
        using var code = checkout.WriteForNow(
            "services/hello/Visible.cs",
            "public class Visible { public static int Count = 1; }"
        );

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(BuildAsync);

        Assert.Contains("services/hello/Visible.cs(1,42): error CA2211", refusal.What);
    }

    [Fact]
    public async Task What_warms_the_compiler_up_compiles_without_a_word()
    {
        using var folder = new TemporaryFolder();
        var sdk = await SdkVersion.ReadAsync(folder.Path, Ct);
        var request = await CompilerServer.WriteRequestAsync(sdk, folder.Path, Ct);

        var (exitCode, output) = await DotNetProgram.RunAsync(
            ["exec", CompilerServer.Compiler(sdk), "-noconfig", "@" + request],
            folder.Path,
            Ct
        );

        Assert.Equal((0, ""), (exitCode, string.Join('\n', output)));
    }

    [Fact]
    public async Task An_SDK_without_a_compiler_server_is_no_fault()
    {
        using var folder = new TemporaryFolder();
        await CompilerServer.WarmUpAsync("0.0.0", folder.Path, Ct);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    private IDisposable Compile(string shared, string id) =>
        checkout.WriteForNow(
            "services/Directory.Build.props",
            $"""
            <Project>
              <Import Project="../Directory.Build.props" />
              <PropertyGroup>
                <UseSharedCompilation>{shared}</UseSharedCompilation>
                <SharedCompilationId>{id}</SharedCompilationId>
              </PropertyGroup>
            </Project>
            """
        );

    private void DeleteCompiled()
    {
        foreach (var folder in Directory.GetDirectories(Path.Combine(checkout.Root, "services")))
        {
            Directory.Delete(Path.Combine(folder, "bin"), recursive: true);
            Directory.Delete(Path.Combine(folder, "obj"), recursive: true);
        }
    }

    private static IReadOnlyList<Process> Servers(string id) =>
        [.. Process.GetProcesses().Where(process => CommandLine(process).Contains($"-pipename:{id}"))];

    private static string CommandLine(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or is somebody else's.
            return "";
        }
    }

    private async Task<BuiltImage> BuildAsync()
    {
        var reporter = new CollectingReporter();
        using var registries = new RegistryClient(reporter, TimeProvider.System);
        return Assert.Single(
            await new ImageBuild(checkout.Root, registries, reporter, TimeProvider.System).BuildAsync(
                checkout.Services,
                new ImageSettings(null),
                checkout.Layout,
                Ct
            )
        );
    }
}
