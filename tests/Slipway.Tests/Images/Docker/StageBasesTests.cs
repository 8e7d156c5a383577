using Slipway.Images.Docker.Context;
using Slipway.Images.Formats;
using Slipway.Images.Packing;
using Slipway.Services;
using Slipway.Values;

namespace Slipway.Tests.Images.Docker;

public sealed class StageBasesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("FROM debian:12", "docker.io/library/debian:12")]
    [InlineData("FROM grafana/k6", "docker.io/grafana/k6")]
    [InlineData(
        "FROM --platform=$BUILDPLATFORM example.com/sdk:10 AS build\nFROM build",
        "example.com/sdk:10"
    )]
    [InlineData("FROM scratch\nFROM localhost:5000/a:1\nFROM localhost:5000/a:1", "localhost:5000/a:1")]
    [InlineData("ARG TAG=12\nFROM debian:$TAG", "docker.io/library/debian:12")]
    [InlineData("ARG NAME\nFROM ${NAME:-example.com/b}:2", "example.com/b:2")]
    [InlineData("ARG GIVEN=example.com/default\nFROM $GIVEN", "example.com/given:7")]
    [InlineData("ARG BASE_IMAGE=debian\nFROM $BASE_IMAGE", "")]
    [InlineData("ARG NOTHING\nFROM $NOTHING", "")]
    [InlineData("ARG TAG=12\nARG SDK=debian:${TAG}\nFROM $SDK", "docker.io/library/debian:12")]
    [InlineData("ARG TAG=12\nARG SDK=debian:$TAG\nARG TAG=13\nFROM $SDK", "docker.io/library/debian:12")]
    [InlineData("FROM scratch AS none\nARG TAG=12\nFROM debian:$TAG", "")]
    [InlineData("ARG A=\nARG GIVEN\nFROM ${A-debian}${GIVEN:+a.example/x}", "a.example/x")]
    [InlineData("ARG VARIANT=\nFROM debian:12$VARIANT", "docker.io/library/debian:12")]
    [InlineData("ARG BASE_IMAGE\nFROM ${BASE_IMAGE:-debian:12}", "")]
    [InlineData("ARG BASE_IMAGE\nARG OURS=$BASE_IMAGE\nFROM $OURS", "")]
    [InlineData(
        "FROM scratch AS a\nCOPY --chown=1 --from=ghcr.io/astral-sh/uv:1 /uv /\nCOPY --from=A x x\n"
            + "COPY --from=0 y y\nCOPY --from=busybox z z",
        "ghcr.io/astral-sh/uv:1 docker.io/library/busybox"
    )]
    [InlineData("ARG A=1\nFROM debian${A:+:12}", "docker.io/library/debian:12")]
    [InlineData("FROM docker.io/debian:12", "docker.io/library/debian:12")]
    [InlineData(
        "ARG A=12\nFROM debian:${A?which}\nFROM b:${A:?which}",
        "docker.io/library/debian:12 docker.io/library/b:12"
    )]
    public void The_images_of_registries_that_stages_begin_with_are_found(
        string dockerfile,
        string expected
    ) =>
        Assert.Equal(
            expected,
            string.Join(' ', StageBases.Of(Recipe(dockerfile), true).Select(stage => stage.Image))
        );

    [Theory]
    [InlineData("ARG BASE_IMAGE=debian:12\nFROM $BASE_IMAGE", "docker.io/library/debian:12")]
    [InlineData(
        "ARG BASE_IMAGE=debian\nARG OURS=${BASE_IMAGE}:12\nFROM $OURS",
        "docker.io/library/debian:12"
    )]
    [InlineData("ARG BASE_IMAGE\nFROM $BASE_IMAGE", "")]
    public void Without_a_base_of_the_environment_the_default_in_the_Dockerfile_is_a_base_as_others(
        string dockerfile,
        string expected
    ) =>
        Assert.Equal(
            expected,
            string.Join(' ', StageBases.Of(Recipe(dockerfile), false).Select(stage => stage.Image))
        );

    [Fact]
    public void The_engine_gets_the_digest_on_the_same_line_and_the_checkout_stays_as_it_is()
    {
        const string dockerfile =
            "# one\nFROM debian:12 AS build\r\nRUN x debian:12\nFROM \\\n  debian:12\n"
            + "COPY --from=debian:12 /a \\\n  /b\n";
        var digest = Digest.Of("debian"u8);
        var file = _folder.Write("Dockerfile", dockerfile);
        var recipe = Recipe(dockerfile) with
        {
            Context = [new ContextFile("Dockerfile", file, FileStamp.Of(new FileInfo(file)), "", false)],
        };
        recipe = recipe with
        {
            Bases =
            [
                .. StageBases
                    .Of(recipe, true)
                    .Select(stage => stage with { Pinned = stage.Image with { Digest = digest } }),
            ],
        };

        using (var pinned = PinnedDockerfile.Of(recipe, _folder.At("pinned")))
        {
            var image = $"docker.io/library/debian:12@{digest}";
            Assert.Equal(
                $"# one\nFROM {image} AS build\r\nRUN x debian:12\nFROM \\\n  {image}\n"
                    + $"COPY --from={image} /a \\\n  /b\n",
                File.ReadAllText(Assert.Single(pinned.Context).Source)
            );
        }

        Assert.Equal(dockerfile, File.ReadAllText(file));
        Assert.False(File.Exists(_folder.At("pinned")));
    }

    [Fact]
    public void The_engine_gets_the_logins_of_all_registries_that_it_is_sent_to()
    {
        var recipe = Recipe("ARG BASE_IMAGE\nFROM ours/private AS a\nFROM a.example/x:1\nFROM $BASE_IMAGE");
        recipe = recipe with { Bases = StageBases.Of(recipe, true) };
        var given = new BaseImage(ImageReference.Parse("base.example/aspnet:10"), [], ImageConfig.Empty);

        Assert.Equal(["docker.io", "a.example", "base.example"], recipe.Registries(given));
        Assert.Equal(["docker.io", "a.example"], recipe.Registries(null));
    }

    private static DockerRecipe Recipe(string dockerfile) =>
        new(
            new Service(
                "user",
                "",
                null,
                "",
                Builder.Docker,
                [],
                new DockerSettings(
                    "services/user",
                    "services/user/Dockerfile",
                    new Dictionary<string, string> { ["GIVEN"] = "example.com/given:7" }
                )
            ),
            Dockerfile.Parse(dockerfile),
            []
        );
}
