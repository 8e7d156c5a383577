using System.Text;
using System.Text.Json.Nodes;
using Slipway.Images.Docker.Context;
using Slipway.Images.Docker.Engine;
using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Pipeline.ContainerTests;
using Slipway.Services;
using Slipway.Values;

namespace Slipway.Tests.Images.Docker;

/// <summary>
/// An engine that dies while it answers is the user's to look into, and no fault of the build.
/// </summary>
public sealed class DyingEngineTests
{
    private static readonly DockerRecipe s_recipe = new(
        new Service(
            "user",
            "",
            null,
            "",
            Builder.Docker,
            [],
            new DockerSettings("services/user", "services/user/Dockerfile", new Dictionary<string, string>())
        ),
        Dockerfile.Parse("FROM scratch\n"),
        []
    );

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_build_that_breaks_off_is_refused()
    {
        await using var dying = new DyingEngine("{\"stream\":\"Step 1/1 : FROM scratch\\n\"}\r\n");
        using var engine = await DockerEngine.ConnectAsync(dying.Endpoint, [], Ct);
        var logins = new Dictionary<string, RegistryCredentials> { ["docker.io"] = new("user", "a>b?c~") };
        var refusal = await Assert.ThrowsAsync<EngineRefusal>(() =>
            engine.BuildAsync(
                s_recipe,
                new MemoryStream([1]),
                new PlatformBase(Platform.Default, null),
                logins,
                new BuildLog("user", new CollectingReporter()),
                Ct
            )
        );
        Assert.StartsWith("The Docker Engine failed while building 'user': ", refusal.What);

        var header = dying
            .Asked.Split('\n')
            .Select(line => line.Split(": "))
            .Single(parts => parts[0] == "X-Registry-Config")[1]
            .Trim();
        Assert.Equal(EngineLogins.Headers(logins)["X-Registry-Config"], header);
    }

    [Fact]
    public async Task An_answer_without_end_is_refused()
    {
        await using var dying = new DyingEngine(new string('x', 65 * 1024 * 1024));
        using var client = await EngineConnection.OpenAsync(
            dying.Endpoint,
            why => new InvalidOperationException(why),
            Ct
        );
        var refusal = await Assert.ThrowsAsync<BodyTooLongException>(() =>
            client.Containers.InspectContainerAsync("any", Ct)
        );
        Assert.Equal(
            "The Docker Engine's answer to 'GET /containers/any/json' is longer than 64 MiB, so the rest was not read.",
            refusal.What
        );
        Assert.Equal(dying.Endpoint.ToString(), refusal.Where);
    }

    [Fact]
    public async Task An_image_that_is_saved_by_half_is_refused()
    {
        using var folder = new TemporaryFolder();
        await using var dying = new DyingEngine("half an archive");
        using var engine = await DockerEngine.ConnectAsync(dying.Endpoint, [], Ct);
        await Assert.ThrowsAsync<EngineRefusal>(() =>
            engine.SaveAsync("user", "any:1", Path.Combine(folder.Path, "saved.tar"), Ct)
        );
    }

    [Fact]
    public async Task Images_that_are_loaded_by_half_are_refused()
    {
        await using var dying = new DyingEngine("{\"stream\":\"Loaded image\"}\r\n");
        using var registries = new RegistryClient(new CollectingReporter(), TimeProvider.System);
        await using var place = await DockerContainerHost.ConnectAsync(
            dying.Endpoint,
            registries,
            "/tmp",
            TimeProvider.System,
            Ct
        );
        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => place.LoadAsync(new MemoryStream([1]), Ct));
        Assert.StartsWith("The Docker Engine rejected the images: ", refusal.What);
    }

    [Fact]
    public void Logins_are_written_in_the_alphabet_that_engines_read()
    {
        Assert.Empty(EngineLogins.Headers(new Dictionary<string, RegistryCredentials>()));
        var logins = new Dictionary<string, RegistryCredentials>();
        // One of three lengths puts the signs where base64 has '+' and '/'.
        foreach (var pad in (string[])["", "a", "aa"])
            logins[$"registry{pad}.example"] = new RegistryCredentials($"user{pad}", $"{pad}>~?>~?");
        logins["docker.io"] = new RegistryCredentials("", "refresh", IsRefreshToken: true);

        var text = EngineLogins.Headers(logins)["X-Registry-Config"];

        Assert.DoesNotContain(text, sign => sign is '+' or '/');
        var json = JsonNode.Parse(
            Encoding.UTF8.GetString(Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/')))
        )!;
        Assert.Equal("aa>~?>~?", json["registryaa.example"]!["password"]!.GetValue<string>());
        Assert.Equal("user", json["registry.example"]!["username"]!.GetValue<string>());
        Assert.Equal("refresh", json["https://index.docker.io/v1/"]!["identitytoken"]!.GetValue<string>());
    }
}
