using Microsoft.AspNetCore.Http;
using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Pipeline.ContainerBuild;
using Slipway.Pipeline.Push;
using Slipway.Values;

namespace Slipway.Tests.Images;

/// <summary>
/// Several machines, each with a checkout of the same source, and one registry. A machine that compiles is
/// this one with an empty folder of images, since only the first compilation takes long.
/// </summary>
public sealed class SharedImageTests(FixtureCheckout first) : IClassFixture<FixtureCheckout>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly CollectingReporter _reporter = new();

    [Fact]
    public async Task A_fresh_machine_builds_nothing_and_pushes_a_tag_alone()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var front = await RegistryFront.StartAsync(registry.Host);
        var built = await BuildAndPushAsync(first, front.Host, "1.0.0");
        using var second = new FixtureCheckout("another commit");
        front.Requests.Clear();

        var reused = await BuildAsync(second, front.Host);
        var asked = front.Requests.ToList();
        var pushed = await PushAsync(second, front.Host, reused, "1.0.1");

        Assert.Equal((built.Digest, false), (reused.Digest, reused.IsNew));
        Assert.Contains(
            $"hello: reused from {front.Host}/movies/hello, where the same inputs were built.",
            Told()
        );
        Assert.False(Directory.Exists(Path.Combine(second.Root, "services/hello/obj")));
        // Not one layer: the list of inputs, the manifest and the configuration.
        Assert.Equal(
            3,
            asked.Count(request => request.StartsWith("GET /v2/movies", StringComparison.Ordinal))
        );
        Assert.Equal((false, 0), (pushed.New, pushed.BytesUploaded));
        Assert.Equal($"{front.Host}/movies/hello:1.0.1@{built.Digest}", pushed.Reference.ToString());
        Assert.DoesNotContain(front.Requests, request =>
            request.StartsWith("POST", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_reused_image_can_go_to_another_registry()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var other = await RealRegistry.StartAsync();
        var built = await BuildAndPushAsync(first, registry.Host, "1.0.0");
        using var second = new FixtureCheckout("another commit");
        var reused = await BuildAsync(second, registry.Host);

        var pushed = await PushAsync(second, other.Host, reused, "1.0.0");

        Assert.Equal((true, built.Size), (pushed.New, pushed.BytesUploaded));
    }

    [Fact]
    public async Task A_fresh_machine_tells_the_first_input_that_changed()
    {
        await using var registry = await RealRegistry.StartAsync();
        await BuildAndPushAsync(first, registry.Host, "1.0.0");
        using var change = first.WriteForNow(
            "services/shared/Greeting.cs",
            """
            namespace Shared; public static class Greeting { public static string From() => "x"; }
            """
        );
        ForgetImages();

        Assert.True((await BuildAsync(first, registry.Host)).IsNew);

        Assert.Contains(
            "hello: building, because services/shared/Greeting.cs changed since the image in "
                + $"{registry.Host}/movies/hello.",
            Told()
        );
    }

    [Fact]
    public async Task What_was_built_before_a_change_is_found_again_when_the_change_is_taken_back()
    {
        await using var registry = await RealRegistry.StartAsync();
        var before = await BuildAndPushAsync(first, registry.Host, "1.0.0");
        using (first.WriteForNow("services/hello/appsettings.json", """{ "A": 1 }"""))
            await BuildAndPushAsync(first, registry.Host, "1.1.0");

        var after = await BuildAsync(first, registry.Host);

        Assert.Equal((before.Digest, false), (after.Digest, after.IsNew));
    }

    [Fact]
    public async Task An_image_that_the_registry_lost_is_built()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var front = await RegistryFront.StartAsync(registry.Host);
        var built = await BuildAndPushAsync(first, front.Host, "1.0.0");
        ForgetImages();
        await BuildAsync(first, front.Host);
        front.Intercept = context =>
            Answer(context, 404, context.Request.Path.Value!.Contains("manifests/sha256"));

        var again = await BuildAsync(first, front.Host);

        Assert.Equal((built.Digest, true), (again.Digest, again.IsNew));
        Assert.Contains(Told(), text =>
            text.Contains($"because {front.Host}/movies/hello no longer has the image that was found there")
        );
    }

    [Theory]
    [InlineData(403)]
    [InlineData(507)]
    public async Task A_registry_that_refuses_does_not_stop_a_build(int status)
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var front = await RegistryFront.StartAsync(registry.Host);
        ForgetImages();
        front.Intercept = context =>
            Answer(context, status, context.Request.Path.Value!.Contains("manifests"));

        Assert.True((await BuildAsync(first, front.Host)).IsNew);

        Assert.Single(Told(), text => text.StartsWith("Images cannot be shared with other machines now: "));
    }

    [Fact]
    public async Task A_registry_that_is_not_there_does_not_stop_a_build()
    {
        ForgetImages();

        Assert.True((await BuildAsync(first, "127.0.0.1:1")).IsNew);
        Assert.False((await BuildAsync(first, "127.0.0.1:1")).IsNew);

        Assert.Single(Told(), text => text.StartsWith("Images cannot be shared with other machines now: "));
    }

    [Fact]
    public async Task Where_tags_never_move_images_are_found_all_the_same()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var front = await RegistryFront.StartAsync(registry.Host);
        var seen = new HashSet<string>();
        front.Intercept = context =>
            Answer(
                context,
                400,
                context.Request.Method == "PUT"
                    && context.Request.Path.Value!.Contains("/manifests/")
                    && !context.Request.Path.Value.Contains("sha256:")
                    && !seen.Add(context.Request.Path.Value)
            );
        await BuildAndPushAsync(first, front.Host, "1.0.0");
        using (first.WriteForNow("services/hello/appsettings.json", """{ "A": 2 }"""))
        {
            var built = await BuildAndPushAsync(first, front.Host, "1.1.0");
            ForgetImages();

            Assert.Equal((built.Digest, false), await ResultAsync(first, front.Host));
        }
    }

    [Fact]
    public async Task Two_machines_that_push_at_once_are_both_right()
    {
        await using var registry = await RealRegistry.StartAsync();
        var one = await BuildAsync(first, registry.Host);

        await Task.WhenAll(
            PushAsync(first, registry.Host, one, "1.0.0"),
            PushAsync(first, registry.Host, one, "1.0.1")
        );

        using var other = new FixtureCheckout("another commit");
        Assert.Equal((one.Digest, false), await ResultAsync(other, registry.Host));
    }

    [Fact]
    public async Task A_list_of_inputs_that_names_another_image_is_not_believed()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var front = await RegistryFront.StartAsync(registry.Host);
        await BuildAndPushAsync(first, front.Host, "1.0.0");
        using var folder = new TemporaryFolder();
        var other = SampleImage.Create(folder, "other");
        await PushAsync(first, registry.Host, other, "9.9.9");
        front.Intercept = async context =>
        {
            if (context.Request.Method != "GET" || !context.Request.Path.Value!.Contains("manifests/inputs-"))
                return false;
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            http.DefaultRequestHeaders.Add("Accept", "application/vnd.oci.image.manifest.v1+json");
            var text = await http.GetStringAsync($"http://{registry.Host}{context.Request.Path}", Ct);
            var image = text.Split("\"dev.slipway.inputs.image\":\"")[1].Split('"')[0];
            context.Response.ContentType = "application/vnd.oci.image.manifest.v1+json";
            await context.Response.WriteAsync(text.Replace(image, other.Digest.ToString()), Ct);
            return true;
        };
        ForgetImages();

        Assert.True((await BuildAsync(first, front.Host)).IsNew);
    }

    [Fact]
    public async Task A_service_that_reads_what_nobody_counts_is_never_shared()
    {
        await using var registry = await RealRegistry.StartAsync();
        using var file = first.WriteForNow("hidden/Extra.cs", "namespace Hidden; public static class Extra;");
        using var project = first.WriteForNow(
            "services/hello/Hello.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <ItemGroup>
                <PackageReference Include="YamlDotNet" />
                <ProjectReference Include="../shared/Shared.csproj" />
              </ItemGroup>
              <Target Name="Hide" BeforeTargets="CoreCompile">
                <CreateItem Include="$([System.IO.Path]::Combine('$(RepositoryRoot)', 'hidden', 'Extra.cs'))">
                  <Output TaskParameter="Include" ItemName="Compile" />
                </CreateItem>
              </Target>
            </Project>
            """
        );

        await BuildAndPushAsync(first, registry.Host, "1.0.0");

        Assert.True((await BuildAsync(first, registry.Host)).IsNew);
        Assert.Contains(Told(), text =>
            text.StartsWith("hello is rebuilt every time: it uses hidden/Extra.cs")
        );
    }

    // There are none yet where a test is the first to run; their order is nobody's choice.
    private void ForgetImages()
    {
        if (Directory.Exists(first.Layout))
            Directory.Delete(first.Layout, recursive: true);
    }

    private static async Task<bool> Answer(HttpContext context, int status, bool applies)
    {
        if (!applies)
            return false;
        context.Response.StatusCode = status;
        await context.Response.CompleteAsync();
        return true;
    }

    private List<string> Told() => [.. _reporter.Notices.Select(notice => notice.Text)];

    private async Task<(Digest, bool)> ResultAsync(FixtureCheckout checkout, string host)
    {
        var image = await BuildAsync(checkout, host);
        return (image.Digest, image.IsNew);
    }

    private async Task<BuiltImage> BuildAndPushAsync(FixtureCheckout checkout, string host, string version)
    {
        var image = await BuildAsync(checkout, host);
        await PushAsync(checkout, host, image, version);
        return image;
    }

    private async Task<BuiltImage> BuildAsync(FixtureCheckout checkout, string host)
    {
        using var registries = new RegistryClient(_reporter, TimeProvider.System);
        return Assert.Single(
            await new ImageBuild(checkout.Root, registries, _reporter, TimeProvider.System).BuildAsync(
                checkout.Services,
                Settings(host),
                checkout.Layout,
                Ct
            )
        );
    }

    private async Task<PushedImage> PushAsync(
        FixtureCheckout checkout,
        string host,
        BuiltImage image,
        string version
    )
    {
        using var registries = new RegistryClient(_reporter, TimeProvider.System);
        var pushed = await new ImagePush(registries, _reporter, TimeProvider.System).PushAsync(
            image,
            Settings(host).Repository!("hello"),
            version,
            Ct
        );
        await new InputSharing(registries, Settings(host), checkout.Layout, _reporter).ShareAsync(image, Ct);
        return pushed;
    }

    private static ImageSettings Settings(string host) =>
        new(null) { Repository = service => new ImageReference(host, $"movies/{service}") };
}
