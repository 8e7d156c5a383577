using System.Diagnostics;
using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Pipeline.ContainerBuild;
using Slipway.Reporting;
using Slipway.Services;
using Slipway.Values;

namespace Slipway.Tests.Images;

/// <summary>
/// A small repository with a service, a shared library and a package, under this repository's own build
/// settings.
/// </summary>
public sealed class FixtureCheckout : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FixtureCheckout()
        : this("first") { }

    internal FixtureCheckout(string commitMessage)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Checkout")))
            File.Copy(file, Path.Combine(Root, Path.GetFileName(file)));
        Write("services/shared/Shared.csproj", """<Project Sdk="Microsoft.NET.Sdk"></Project>""");
        Write(
            "services/shared/Greeting.cs",
            """
            using System.Runtime.CompilerServices;

            namespace Shared;

            public static class Greeting
            {
                public static string From([CallerFilePath] string file = "") => file;
            }
            """
        );
        Write(
            "services/hello/Hello.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <ItemGroup>
                <PackageReference Include="YamlDotNet" />
                <ProjectReference Include="../shared/Shared.csproj" />
              </ItemGroup>
            </Project>
            """
        );
        Write(
            "services/hello/Program.cs",
            """
            using YamlDotNet.Serialization;

            var app = WebApplication.CreateBuilder(args).Build();
            app.MapStaticAssets();
            app.MapGet("/", () => Shared.Greeting.From() + new Serializer().Serialize(args));
            app.Run();
            """
        );
        Write("services/hello/wwwroot/site.css", "body { color: black }\n");
        Write("services/hello/appsettings.json", "{}\n");
        Git("init", "-q");
        Git("add", "-A");
        Git("-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "-q", "-m", commitMessage);
    }

    public string Root => _folder.Path;

    public IReadOnlyList<Service> Services => ServiceCatalog.Read(Root);

    public string Layout => Path.Combine(Root, "artifacts/images");

    public void Write(string path, string text) => _folder.Write(path, text);

    /// <summary>Writes a file that is gone, or as it was, at the end of the test.</summary>
    public IDisposable WriteForNow(string path, string text)
    {
        var file = Path.Combine(Root, path);
        var before = File.Exists(file) ? File.ReadAllText(file) : null;
        Write(path, text);
        return new Restoring(() =>
        {
            if (before is null)
                File.Delete(file);
            else
                File.WriteAllText(file, before);
        });
    }

    /// <summary>Builds the one service's image.</summary>
    internal async Task<BuiltImage> BuildAsync(ImageReference? baseImage = null, IReporter? reporter = null)
    {
        reporter ??= new CollectingReporter();
        using var registries = new RegistryClient(reporter, TimeProvider.System);
        var build = new ImageBuild(Root, registries, reporter, TimeProvider.System);
        return Assert.Single(
            await build.BuildAsync(
                Services,
                new ImageSettings(baseImage),
                Layout,
                TestContext.Current.CancellationToken
            )
        );
    }

    public void Dispose() => _folder.Dispose();

    private void Git(params string[] arguments)
    {
        // A commit starts git's maintenance, which may go on in the background when the folder is to go.
        var start = new ProcessStartInfo("git", ["-c", "maintenance.auto=false", .. arguments])
        {
            WorkingDirectory = Root,
        };
        // What is configured on this machine must not matter.
        start.Environment["GIT_CONFIG_GLOBAL"] = Path.Combine(Root, "none");
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        using var git = Process.Start(start)!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }

    private sealed class Restoring(Action restore) : IDisposable
    {
        public void Dispose() => restore();
    }
}
