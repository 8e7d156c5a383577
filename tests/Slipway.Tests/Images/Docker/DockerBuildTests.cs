using System.Text.Json.Nodes;
using Slipway.Images.Bases;
using Slipway.Values;

namespace Slipway.Tests.Images.Docker;

/// <summary>Builds with the Docker Engine; on empty bases, so that nothing is pulled from outside.</summary>
public sealed class DockerBuildTests : DockerCheckout
{
    [Fact]
    public async Task A_multi_stage_Dockerfile_becomes_an_image_that_runs_from_a_registry()
    {
        await using var registry = await RealRegistry.StartAsync();
        Write(
            "Dockerfile",
            """
            ARG UNUSED=scratch
            FROM scratch AS build
            COPY --chown=7:8 . /out/
            FROM scratch
            ARG GREETING
            LABEL greeting=$GREETING
            COPY --from=build /out/hello /hello
            USER 1000
            ENTRYPOINT ["/hello"]
            """
        );
        Write("service.yaml", $"docker:\n  args: {{ GREETING: 'good day' }}\n");
        var program = Path.Combine(Root, "services", Name, "hello");
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
        Assert.Equal($"{Name}: building, because it has no image here yet.", told[0]);
        Assert.Contains($"{Name}: Step 7/9 : COPY --from=build /out/hello /hello", told);

        var pushed = await PushAsync(image, registry);
        Assert.Equal("Hello from the image\n", await RunAsync($"{pushed.Name}@{pushed.Digest}"));
    }

    [Fact]
    public async Task An_unchanged_service_is_not_built_and_a_changed_one_says_why()
    {
        Write("Dockerfile", "FROM scratch\nCOPY a /a\n");
        Write(".dockerignore", "notes");
        Write("a", "1");
        var first = Assert.Single(await BuildAsync());
        Write("notes", "not sent");
        var again = Assert.Single(await BuildAsync(expected: "unchanged, reusing its image."));
        Assert.Equal(first.Digest, again.Digest);

        Write("a", "2");
        var second = Assert.Single(
            await BuildAsync(expected: $"building, because services/{Name}/a changed.")
        );
        Assert.NotEqual(first.Digest, second.Digest);
        Write("a", "1");
        Write("service.yaml", "docker: { args: { X: 1 } }");
        Assert.Equal(
            first.Digest,
            (await BuildAsync(expected: "building, because docker.args.X was added."))[0].Digest
        );
    }

    [Fact]
    public async Task Built_anew_elsewhere_it_has_the_same_digest()
    {
        Write(
            "Dockerfile",
            """
            FROM scratch AS one
            COPY a /x/a
            FROM scratch
            COPY --from=one /x /y
            COPY . /z/
            """
        );
        Write("a", "1");
        var first = Assert.Single(await BuildAsync());
        // With its image the engine forgets the steps that led there.
        await Engine.Images.DeleteImageAsync($"slipway/{Name}:latest", new() { Force = true }, Ct);
        Directory.Delete(Layout, recursive: true);
        File.SetLastWriteTimeUtc(
            Path.Combine(Root, "services", Name, "a"),
            new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc)
        );

        Assert.Equal(first.Digest, Assert.Single(await BuildAsync()).Digest);
    }

    [Fact]
    public async Task A_context_may_be_the_whole_repository()
    {
        Write("Dockerfile", $"FROM scratch\nCOPY shared /shared\nCOPY services/{Name}/own /own\n");
        Write("service.yaml", "docker: { context: . }");
        Write("own", "1");
        Write("../../shared/text", "2");
        Write("../../.git/HEAD", "never sent");

        Assert.Equal(3, Assert.Single(await BuildAsync()).Blobs.Count);
    }

    [Fact]
    public async Task A_stage_begins_with_the_locked_image()
    {
        await using var registry = await RealRegistry.StartAsync();
        Write("Dockerfile", "FROM scratch\nCOPY a /a\n");
        Write("a", "1");
        var parent = await PushAsync(Assert.Single(await BuildAsync()), registry);
        var name = parent with { Digest = null };
        Write("Dockerfile", $"FROM {name}\nCOPY a /b\n");
        Lock(name, parent.Digest!.Value);
        var reporter = new CollectingReporter();

        await BuildAsync(reporter);

        Assert.Contains($"{Name}: Step 1/2 : FROM {parent}", reporter.Notices.Select(notice => notice.Text));
        Lock(name, Digest.Of("gone"u8));
        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => BuildAsync());
        Assert.Equal($"services/{Name}/Dockerfile:1", refusal.Where);
    }

    private void Lock(ImageReference image, Digest digest) =>
        new BaseLock(new Dictionary<string, LockedBase> { [image.ToString()] = new(digest, null) }).Write(
            Root
        );

    [Theory]
    [InlineData("FORM scratch\n", ":1", "cannot be read", "FORM")]
    [InlineData("FROM scratch\n\nCOPY \\\n  missing /x\n", ":3", "Step 2/2 : COPY   missing /x", "missing")]
    [InlineData("FROM scratch\nCOPY Dockerfile /x\n", ":2", "Step 2/2 : COPY Dockerfile /x", "Dockerfile")]
    [InlineData("FROM scratch\nCOPY --from=7 /a /a\n", ":2", "Step 2/2 : COPY --from=7 /a /a", "7")]
    [InlineData(
        "FROM scratch AS one\nFROM scratch\nCOPY --from=127.0.0.1:1/tow /a /a\n",
        ":3",
        "Step 3/3 : COPY --from=127.0.0.1:1/tow",
        "127.0.0.1:1"
    )]
    [InlineData("FROM scratch\nRUN [\"/none\"]\n", ":2", "Step 2/2 : RUN [\"/none\"]", "/none")]
    public async Task What_does_not_build_is_refused_with_its_line(
        string dockerfile,
        string line,
        string what,
        string why
    )
    {
        Write("Dockerfile", dockerfile);
        Write(".dockerignore", "Dockerfile");

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => BuildAsync());

        Assert.Equal($"services/{Name}/Dockerfile{line}", refusal.Where);
        Assert.Contains(what, refusal.What);
        Assert.Contains(why, refusal.What);
    }

    [Fact]
    public async Task A_step_that_fails_shows_what_it_wrote_and_how_it_ended()
    {
        Write("Dockerfile", "FROM scratch\nCOPY fails /fails\nRUN [\"/fails\", \"now\"]\n");
        var program = Path.Combine(Root, "services", Name, "fails");
        await File.WriteAllBytesAsync(program, TinyProgram.Speak("so far so good", "then it broke", 7), Ct);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, (UnixFileMode)0x1ED);

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => BuildAsync());

        Assert.StartsWith($"'{Name}' failed to build. Step 3/3 : RUN [\"/fails\", \"now\"]: ", refusal.What);
        Assert.Contains("code: 7", refusal.What);
        Assert.Contains("\n  so far so good", refusal.What);
        Assert.Contains("\n  then it broke", refusal.What);
        Assert.Equal($"services/{Name}/Dockerfile:3", refusal.Where);
        Assert.False(File.Exists(Path.Combine(Layout, "index.json")));
    }

    [Fact]
    public async Task A_Dockerfile_without_its_base_says_where_it_comes_from()
    {
        Write("Dockerfile", "ARG BASE_IMAGE\nFROM $BASE_IMAGE\n");

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => BuildAsync());

        Assert.Contains("'baseImage' in environment.yaml", refusal.Next);
        Write("Dockerfile", "ARG BASE_IMAGE=scratch\nFROM $BASE_IMAGE\nCOPY none /\n");
        refusal = await Assert.ThrowsAnyAsync<Refusal>(() => BuildAsync());
        Assert.StartsWith("Fix it", refusal.Next);
    }

    [Fact]
    public async Task A_stage_on_an_image_that_cannot_be_had_says_how_to_name_another()
    {
        Write("Dockerfile", "ARG SDK_IMAGE=127.0.0.1:1/none:1\nFROM $SDK_IMAGE\n");

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => BuildAsync());

        Assert.EndsWith(":2", refusal.Where);
        Assert.Contains("--build-args NAME=image", refusal.Next);
        Assert.DoesNotContain("--builder project", refusal.Next);
    }

    [Fact]
    public async Task The_environments_base_is_built_on_and_stays_where_it_is()
    {
        await using var registry = await RealRegistry.StartAsync();
        Write("Dockerfile", "FROM scratch\nCOPY a /a\n");
        Write("a", "1");
        var parent = await PushAsync(Assert.Single(await BuildAsync()), registry);
        Directory.Delete(Layout, recursive: true);
        Write("Dockerfile", "ARG BASE_IMAGE\nFROM $BASE_IMAGE\nCOPY b /b\n");
        Write("b", "2");

        var image = Assert.Single(await BuildAsync(baseImage: parent with { Digest = null }));

        Assert.Equal(parent, image.Base);
        Assert.Null(image.Blobs[1].File);
        Assert.Equal(3, image.Blobs.Count);
        await PushAsync(image, registry);
    }
}
