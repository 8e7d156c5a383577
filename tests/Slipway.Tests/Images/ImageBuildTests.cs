using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Pipeline.ContainerBuild;
using Slipway.Pipeline.Push;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Tests.Images;

/// <summary>The tests share a checkout, since the first compilation in it takes longest.</summary>
public sealed class ImageBuildTests(FixtureCheckout checkout) : IClassFixture<FixtureCheckout>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_source_in_another_folder_and_commit_gives_the_same_digest()
    {
        using var other = new FixtureCheckout("another commit");
        foreach (var file in Directory.GetFiles(other.Root, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, new DateTime(2021, 2, 3, 4, 5, 6, DateTimeKind.Utc));
            // As a clone under another umask, or with files that somebody made executable.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, (UnixFileMode)0x1C0);
        }

        var first = await checkout.BuildAsync();
        var second = await other.BuildAsync();
        // Once more with nothing but what the first build left in obj/.
        var files = Files(first);
        Directory.Delete(checkout.Layout, recursive: true);
        var third = await checkout.BuildAsync();

        Assert.Equal(files, Files(second));
        Assert.Equal(first.Digest, second.Digest);
        Assert.Equal(first.Digest, third.Digest);
        CanBeReadByALaterProcess(third);
    }

    private void CanBeReadByALaterProcess(BuiltImage built)
    {
        var layout = checkout.Layout;
        var read = Assert.Single(ImageBuild.Read(checkout.Services, layout));

        Assert.Equal((built.Service, built.Digest, built.Size), (read.Service, read.Digest, read.Size));
        Assert.Equal(built.Blobs, read.Blobs);
        Assert.Equal(Digest.Of(built.Manifest.Span), read.Digest);
        Assert.Equal(
            ["index.json", "layers.json", "oci-layout"],
            Directory.GetFiles(layout).Select(Path.GetFileName).Order()
        );
    }

    [Fact]
    public async Task What_changes_together_lies_in_a_layer_of_its_own()
    {
        var before = await checkout.BuildAsync();
        var packages = Names(before.Blobs[1]);
        using var change = checkout.WriteForNow(
            "services/shared/More.cs",
            "namespace Shared; public static class More;"
        );

        var after = await checkout.BuildAsync();

        Assert.Equal(2, Layers(before).Count);
        Assert.Equal(["app/", "app/YamlDotNet.dll"], packages);
        Assert.Equal(before.Blobs[1].Descriptor, after.Blobs[1].Descriptor);
        Assert.NotEqual(before.Blobs[2].Descriptor, after.Blobs[2].Descriptor);
        Assert.Contains("app/Shared.dll", Names(after.Blobs[2]));
        Assert.Contains("app/wwwroot/site.css", Names(after.Blobs[2]));
        Assert.DoesNotContain("app/web.config", Names(after.Blobs[2]));
    }

    [Fact]
    public async Task An_unchanged_service_is_not_built_and_a_changed_one_says_why()
    {
        var first = await checkout.BuildAsync();
        using (checkout.WriteForNow("services/hello/README.md", "Says hello."))
        {
            var reporter = new CollectingReporter();
            Assert.Equal(first.Digest, (await checkout.BuildAsync(reporter: reporter)).Digest);
            Assert.Equal(
                ["hello: unchanged, reusing its image."],
                reporter.Notices.Select(notice => notice.Text)
            );
        }
        using (
            checkout.WriteForNow(
                "services/shared/Greeting.cs",
                """
                namespace Shared; public static class Greeting { public static string From() => "x"; }
                """
            )
        )
        {
            var reporter = new CollectingReporter();
            Assert.NotEqual(first.Digest, (await checkout.BuildAsync(reporter: reporter)).Digest);
            Assert.Equal(
                "hello: building, because services/shared/Greeting.cs changed.",
                reporter.Notices.First().Text
            );
        }
        Assert.Equal(first.Digest, (await checkout.BuildAsync()).Digest);
    }

    [Fact]
    public async Task Builds_of_one_checkout_at_the_same_time_take_turns()
    {
        using var other = new FixtureCheckout("for two");
        using var first = new HoldingReporter();
        var second = new CollectingReporter();

        // It holds the turn when it says what it is about to build.
        var building = Task.Run(() => other.BuildAsync(reporter: first), Ct);
        await first.Reached.WaitAsync(Eventually.Deadline, Ct);
        var waiting = other.BuildAsync(reporter: second);
        await Eventually.True(() => waiting.IsCompleted || !second.Notices.IsEmpty);
        first.GoOn();
        var images = await Task.WhenAll(building, waiting);

        Assert.Equal(images[0].Digest, images[1].Digest);
        Assert.Single(images, image => image.IsNew);
        Assert.Single(first.Notices.Concat(second.Notices), notice =>
            notice.Text == "Another image build is running in this checkout; waiting for it to finish."
        );
    }

    [Fact]
    public async Task A_base_with_the_runtime_is_built_on_without_another_one()
    {
        await using var registry = await RealRegistry.StartAsync();
        var parent = await PushBaseAsync(
            registry,
            "DOTNET_VERSION=10.0.3",
            "ASPNET_VERSION=10.0.3",
            "ASPNETCORE_HTTP_PORTS=80"
        );

        var image = await checkout.BuildAsync(parent);

        var config = Config(image);
        Assert.Equal(["dotnet", "/app/Hello.dll"], Texts(config["config"]!["Entrypoint"]));
        Assert.Equal(
            [
                "SEED=base",
                "DOTNET_VERSION=10.0.3",
                "ASPNET_VERSION=10.0.3",
                "ASPNETCORE_HTTP_PORTS=8080",
                "DOTNET_RUNNING_IN_CONTAINER=true",
            ],
            Texts(config["config"]!["Env"])
        );
        Assert.Equal("1654", config["config"]!["User"]!.GetValue<string>());
        Assert.Equal("SIGTERM", config["config"]!["StopSignal"]!.GetValue<string>());
        Assert.Equal("1970-01-01T00:00:00Z", config["created"]!.GetValue<string>());
        Assert.Equal(
            $"{registry.Host}/dotnet/aspnet:10.0",
            config["config"]!["Labels"]![Annotations.BaseName]!.GetValue<string>()
        );
        Assert.Equal(3, Texts(config["rootfs"]!["diff_ids"]).Count);
        Assert.Null(image.Blobs[1].File);
        Assert.Equal(3, Layers(image).Count);
    }

    [Fact]
    public async Task What_the_project_says_about_its_container_is_in_the_image()
    {
        using var change = checkout.WriteForNow(
            "services/hello/Directory.Build.props",
            """
            <Project>
              <Import Project="../../Directory.Build.props" />
              <PropertyGroup>
                <RepositoryUrl>https://example.com/movies</RepositoryUrl>
                <PackageLicenseExpression>MIT</PackageLicenseExpression>
                <ContainerUser>1000:1000</ContainerUser>
                <ContainerStopSignal>SIGINT</ContainerStopSignal>
              </PropertyGroup>
              <ItemGroup>
                <ContainerPort Include="9090" Type="tcp" />
                <ContainerPort Include="5353" Type="udp" />
                <ContainerEnvironmentVariable Include="ASPNETCORE_HTTP_PORTS" Value="9090" />
                <ContainerEnvironmentVariable Include="MODE" Value="a=b" />
                <ContainerLabel Include="team" Value="movies" />
              </ItemGroup>
            </Project>
            """
        );

        var config = Config(await checkout.BuildAsync())["config"]!;

        Assert.Equal(["5353/udp", "9090/tcp"], config["ExposedPorts"]!.AsObject().Select(port => port.Key));
        Assert.Equal(
            ["DOTNET_RUNNING_IN_CONTAINER=true", "ASPNETCORE_HTTP_PORTS=9090", "MODE=a=b"],
            Texts(config["Env"])
        );
        Assert.Equal(("1000:1000", "SIGINT"), ($"{config["User"]}", $"{config["StopSignal"]}"));
        Assert.Equal(
            [
                "org.opencontainers.image.licenses=MIT",
                "org.opencontainers.image.source=https://example.com/movies",
                "team=movies",
            ],
            config["Labels"]!.AsObject().Select(label => $"{label.Key}={label.Value}")
        );
    }

    [Theory]
    [InlineData("PATH=/usr/bin")]
    [InlineData("DOTNET_VERSION=8.0.20", "ASPNET_VERSION=8.0.20")]
    public async Task A_base_without_the_right_runtime_gets_it_in_a_layer(params string[] environment)
    {
        await using var registry = await RealRegistry.StartAsync();
        var parent = await PushBaseAsync(registry, environment);

        var image = await checkout.BuildAsync(parent);

        Assert.Equal(["/app/Hello"], Texts(Config(image)["config"]!["Entrypoint"]));
        Assert.Equal(4, Layers(image).Count);
        Assert.Contains("app/System.Private.CoreLib.dll", Names(image.Blobs[2]));
        Assert.DoesNotContain("app/Hello.dll", Names(image.Blobs[2]));
        Assert.Contains(Files(image), file => file.Contains(" app/Hello ") && file.Contains("OtherExecute"));
    }

    private static async Task<ImageReference> PushBaseAsync(
        RealRegistry registry,
        params string[] environment
    )
    {
        var reporter = new CollectingReporter();
        using var registries = new RegistryClient(reporter, TimeProvider.System);
        using var folder = new TemporaryFolder();
        var image = SampleImage.Create(folder, "base", environment: environment);
        var pushed = await new ImagePush(registries, reporter, TimeProvider.System).PushAsync(
            image,
            registry.Repository("dotnet/aspnet"),
            "10.0",
            Ct
        );
        return pushed.Reference with { Digest = null };
    }

    private static IReadOnlyList<ImageBlob> Layers(BuiltImage image) => [.. image.Blobs.Skip(1)];

    private static JsonNode Config(BuiltImage image) =>
        JsonNode.Parse(File.ReadAllText(image.Blobs[0].File!))!;

    private static List<string> Texts(JsonNode? list) =>
        [.. list!.AsArray().Select(item => item!.GetValue<string>())];

    private static List<string> Names(ImageBlob layer) => [.. Entries(layer).Select(entry => entry.Name)];

    private static List<string> Files(BuiltImage image) =>
        [
            .. Layers(image)
                .Where(layer => layer.File is not null)
                .SelectMany(Entries)
                .Select(entry => $"{entry.Mode} {entry.Name} {Digest.Of(entry.Content).Short}"),
        ];

    private static List<(UnixFileMode Mode, string Name, byte[] Content)> Entries(ImageBlob layer)
    {
        using var gzip = new GZipStream(File.OpenRead(layer.File!), CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        var entries = new List<(UnixFileMode, string, byte[])>();
        while (tar.GetNextEntry() is { } entry)
        {
            var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            entries.Add((entry.Mode, entry.Name, content.ToArray()));
        }
        return entries;
    }
}
