using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Docker.DotNet;
using Docker.DotNet.Models;
using Docker.DotNet.Tests;
using Slipway.Images;
using Slipway.Images.Docker;
using Slipway.Images.Registries;
using Slipway.Services;
using Slipway.Values;

namespace Slipway.Tests.Images.Docker;

/// <summary>Builds with the Docker Engine of this machine; on empty bases, so that nothing is pulled.</summary>
public sealed class DockerBuildTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _name = $"t{Guid.NewGuid():N}"[..20];
    private readonly List<string> _images = [];
    private DockerClient _engine = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var endpoint = DockerHost.Parse(
            Environment.GetEnvironmentVariable("DOCKER_HOST"),
            Environment.GetEnvironmentVariable("DOCKER_TLS_VERIFY"));
        _engine = new DockerClientConfiguration(endpoint).CreateClient();
        _images.Add($"slipway/{_name}:latest");
        try
        {
            await _engine.System.PingAsync(Ct);
        }
        catch (HttpRequestException e)
        {
            Assert.Skip($"No Docker Engine answers at {endpoint}: {e.GetBaseException().Message}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var image in _images)
        {
            try
            {
                await _engine.Images.DeleteImageAsync(image, new() { Force = true }, CancellationToken.None);
            }
            catch (Exception e) when (e is DockerApiException or HttpRequestException)
            {
                // The test did not come so far.
            }
        }
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_multi_stage_Dockerfile_becomes_an_image_that_runs_from_a_registry()
    {
        await using var registry = await RealRegistry.StartAsync();
        Write("Dockerfile", """
            ARG UNUSED=scratch
            FROM scratch AS build
            COPY --chown=7:8 . /out/
            FROM scratch
            ARG GREETING
            LABEL greeting=$GREETING
            COPY --from=build /out/hello /hello
            USER 1000
            ENTRYPOINT ["/hello"]
            """);
        Write("service.yaml", $"docker:\n  args: {{ GREETING: 'good day' }}\n");
        var program = Path.Combine(_folder.Path, "services", _name, "hello");
        await File.WriteAllBytesAsync(program, TinyProgram.Speak("Hello from the image", "", 0), Ct);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, (UnixFileMode)0x1ED);
        var reporter = new CollectingReporter();

        var image = Assert.Single(await BuildAsync(reporter));

        var config = JsonNode.Parse(await File.ReadAllTextAsync(image.Blobs[0].File!, Ct))!["config"]!;
        Assert.Equal("good day", config["Labels"]!["greeting"]!.GetValue<string>());
        Assert.Equal("1000", config["User"]!.GetValue<string>());
        Assert.Equal(2, image.Blobs.Count);
        var told = reporter.Notices.Select(notice => notice.Text).ToList();
        Assert.Equal($"{_name}: is built, because there is no image of it here yet.", told[0]);
        Assert.Contains($"{_name}: Step 7/9 : COPY --from=build /out/hello /hello", told);

        using var registries = new RegistryClient(reporter, TimeProvider.System);
        var pushed = await new ImagePush(registries, reporter, TimeProvider.System)
            .PushAsync(image, registry.Repository("movies/user"), "1.0.0", Ct);
        Assert.Equal(
            "Hello from the image\n", await RunAsync($"{pushed.Reference.Name}@{pushed.Reference.Digest}"));
    }

    [Fact]
    public async Task An_unchanged_service_is_not_built_and_a_changed_one_says_why()
    {
        Write("Dockerfile", "FROM scratch\nCOPY a /a\n");
        Write(".dockerignore", "notes");
        Write("a", "1");
        var first = Assert.Single(await BuildAsync());
        Write("notes", "not sent");
        Assert.Equal(first.Digest, (await BuildAsync(expected: "nothing changed, its image is reused."))[0].Digest);

        Write("a", "2");
        var second = Assert.Single(await BuildAsync(
            expected: $"is built, because services/{_name}/a changed."));
        Assert.NotEqual(first.Digest, second.Digest);
        Write("a", "1");
        Write("service.yaml", "docker: { args: { X: 1 } }");
        Assert.Equal(
            first.Digest, (await BuildAsync(expected: "is built, because docker.args.X is new."))[0].Digest);
    }

    [Fact]
    public async Task Built_anew_elsewhere_it_has_the_same_digest()
    {
        Write("Dockerfile", "FROM scratch AS one\nCOPY a /x/a\nFROM scratch\nCOPY --from=one /x /y\nCOPY . /z/\n");
        Write("a", "1");
        var first = Assert.Single(await BuildAsync());
        // With its image the engine forgets the steps that led there.
        await _engine.Images.DeleteImageAsync(_images[0], new() { Force = true }, Ct);
        Directory.Delete(Layout, recursive: true);
        File.SetLastWriteTimeUtc(Path.Combine(_folder.Path, "services", _name, "a"), new DateTime(2001, 1, 1));

        Assert.Equal(first.Digest, Assert.Single(await BuildAsync()).Digest);
    }

    [Fact]
    public async Task A_context_may_be_the_whole_repository()
    {
        Write("Dockerfile", $"FROM scratch\nCOPY shared /shared\nCOPY services/{_name}/own /own\n");
        Write("service.yaml", "docker: { context: . }");
        Write("own", "1");
        _folder.Write("shared/text", "2");
        _folder.Write(".git/HEAD", "never sent");

        Assert.Equal(3, Assert.Single(await BuildAsync()).Blobs.Count);
    }

    [Theory]
    [InlineData("FORM scratch\n", ":1", "cannot be read", "FORM")]
    [InlineData("FROM scratch\n\nCOPY \\\n  missing /x\n", ":3", "Step 2/2 : COPY   missing /x", "missing")]
    [InlineData("FROM scratch\nCOPY Dockerfile /x\n", ":2", "Step 2/2 : COPY Dockerfile /x", "Dockerfile")]
    [InlineData("FROM scratch\nRUN [\"/none\"]\n", ":2", "Step 2/2 : RUN [\"/none\"]", "/none")]
    public async Task What_does_not_build_is_refused_with_its_line(
        string dockerfile, string line, string what, string why)
    {
        Write("Dockerfile", dockerfile);
        Write(".dockerignore", "Dockerfile");

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => BuildAsync());

        Assert.Equal($"services/{_name}/Dockerfile{line}", refusal.Where);
        Assert.Contains(what, refusal.What);
        Assert.Contains(why, refusal.What);
    }

    [Fact]
    public async Task A_Dockerfile_without_its_base_says_where_it_comes_from()
    {
        Write("Dockerfile", "ARG BASE_IMAGE\nFROM $BASE_IMAGE\n");

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => BuildAsync());

        Assert.Contains("'baseImage' in environment.yaml", refusal.Next);
    }

    [Fact]
    public async Task The_environments_base_is_built_on_and_stays_where_it_is()
    {
        await using var registry = await RealRegistry.StartAsync();
        Write("Dockerfile", "FROM scratch\nCOPY a /a\n");
        Write("a", "1");
        var parent = await PushAsync(Assert.Single(await BuildAsync()), registry);
        _images.Add($"{parent.Name}@{parent.Digest}");
        Directory.Delete(Layout, recursive: true);
        Write("Dockerfile", "ARG BASE_IMAGE\nFROM $BASE_IMAGE\nCOPY b /b\n");
        Write("b", "2");

        var image = Assert.Single(await BuildAsync(baseImage: parent with { Digest = null }));

        Assert.Equal(parent, image.Base);
        Assert.Null(image.Blobs[1].File);
        Assert.Equal(3, image.Blobs.Count);
        await PushAsync(image, registry);
    }

    private string Layout => Path.Combine(_folder.Path, "artifacts");

    private void Write(string file, string text) => _folder.Write($"services/{_name}/{file}", text);

    private async Task<IReadOnlyList<BuiltImage>> BuildAsync(
        CollectingReporter? reporter = null, string? expected = null, ImageReference? baseImage = null)
    {
        reporter ??= new CollectingReporter();
        using var registries = new RegistryClient(reporter, TimeProvider.System);
        var images = await new ImageBuild(_folder.Path, registries, reporter, TimeProvider.System)
            .BuildAsync(ServiceCatalog.Read(_folder.Path), baseImage, Layout, Ct);
        if (expected is not null)
            Assert.Equal($"{_name}: {expected}", reporter.Notices.First().Text);
        return images;
    }

    // The engine pulls what a Dockerfile begins with.
    private async Task<string> RunAsync(string reference)
    {
        if (RuntimeInformation.OSArchitecture != Architecture.X64)
            Assert.Skip("The program in the test's image is for x64.");
        var image = $"slipway/{_name}-pulled:latest";
        _images.AddRange(image, reference);
        _folder.Write("run/Dockerfile", $"FROM {reference}\n");
        var context = new MemoryStream();
        var folder = Path.Combine(_folder.Path, "run");
        await ContextArchive.WriteAsync(
            new BuildContext(folder, "Dockerfile", [], folder, []).List(), context, Ct);
        context.Position = 0;
        var log = new BuildLog(_name, new CollectingReporter());
        await _engine.Images.BuildImageFromDockerfileAsync(
            new ImageBuildParameters { Tags = [image] }, context, null, null, log, Ct);
        Assert.Null(log.Failure);

        var container = await _engine.Containers.CreateContainerAsync(new() { Image = image }, Ct);
        try
        {
            await _engine.Containers.StartContainerAsync(container.ID, new(), Ct);
            Assert.Equal(0, (await _engine.Containers.WaitContainerAsync(container.ID, Ct)).StatusCode);
            using var logs = await _engine.Containers.GetContainerLogsAsync(
                container.ID, false, new() { ShowStdout = true }, Ct);
            return (await logs.ReadOutputToEndAsync(Ct)).stdout;
        }
        finally
        {
            await _engine.Containers.RemoveContainerAsync(container.ID, new() { Force = true }, Ct);
        }
    }

    private static async Task<ImageReference> PushAsync(BuiltImage image, RealRegistry registry)
    {
        var reporter = new CollectingReporter();
        using var registries = new RegistryClient(reporter, TimeProvider.System);
        var pushed = await new ImagePush(registries, reporter, TimeProvider.System)
            .PushAsync(image, registry.Repository("movies/any"), $"v{image.Digest.Short}", Ct);
        return pushed.Reference;
    }
}
