using Slipway.Images.Docker.Context;
using Slipway.Images.Docker.Engine;
using Slipway.Services;
using Slipway.Values;

namespace Slipway.Tests.Images.Docker;

public sealed class DockerfileTests
{
    [Fact]
    public void Instructions_are_found_where_they_begin()
    {
        var file = Dockerfile.Parse(
            """
            # A comment
            ARG BASE_IMAGE=scratch

            FROM \
              # within
              $BASE_IMAGE
              RUN one \

                && two
            CMD ["/x"]
            """
        );

        Assert.Equal(
            [
                new(2, "ARG BASE_IMAGE=scratch"),
                new(4, "FROM  $BASE_IMAGE"),
                new(7, "RUN one  && two"),
                new Instruction(10, "CMD [\"/x\"]"),
            ],
            file.Instructions
        );
    }

    [Theory]
    [InlineData("# Escape = `\nCOPY a `\r\n  C:\\\r\nUSER x\r\n", 2, 4)]
    [InlineData("#syntax=docker/dockerfile:1\n#escape=`\nCOPY a `\n  C:\\\nUSER x\n", 3, 5)]
    public void Another_escape_character_is_honoured(string text, params int[] lines) =>
        Assert.Equal(lines, Dockerfile.Parse(text).Instructions.Select(instruction => instruction.Line));

    [Theory]
    [InlineData("# The user, made from two stages\n# escape=`\nCOPY a \\\n  b\nUSER x", 3, 5)]
    [InlineData("\n# escape=`\nCOPY a \\\n  b\nUSER x", 3, 5)]
    public void What_stands_behind_a_comment_or_an_empty_line_is_a_comment(string text, params int[] lines) =>
        Assert.Equal(lines, Dockerfile.Parse(text).Instructions.Select(instruction => instruction.Line));

    [Theory]
    [InlineData("ARG BASE_IMAGE\nFROM $BASE_IMAGE", true)]
    [InlineData("FROM scratch\narg A=1 BASE_IMAGE=x", true)]
    [InlineData("FROM scratch\nARG BASE_IMAGES\nENV ARG=BASE_IMAGE\n# ARG BASE_IMAGE", false)]
    public void An_argument_that_is_taken_is_seen(string text, bool taken) =>
        Assert.Equal(taken, Dockerfile.Parse(text).TakesArgument("BASE_IMAGE"));

    [Theory]
    [InlineData("unix:///run/user/1000/docker.sock", "unix:///run/user/1000/docker.sock")]
    [InlineData("tcp://127.0.0.1:2380", "tcp://127.0.0.1:2380/")]
    [InlineData("tcp://engine", "tcp://engine:2375/")]
    [InlineData("npipe:////./pipe/docker_engine", "npipe://./pipe/docker_engine")]
    public void DOCKER_HOST_names_the_engine(string host, string endpoint) =>
        Assert.Equal(endpoint, DockerHost.Parse(host, null).AbsoluteUri);

    [Theory]
    [InlineData(
        "ssh://me@host",
        null,
        "DOCKER_HOST is 'ssh://me@host', which is not a unix:, tcp: or npipe:"
    )]
    [InlineData("/var/run/docker.sock", null, "DOCKER_HOST is '/var/run/docker.sock', which is not")]
    [InlineData("tcp://host:2376", "1", "DOCKER_TLS_VERIFY is set")]
    public void An_engine_that_cannot_be_reached_is_refused(string host, string? tls, string what)
    {
        var refusal = Assert.Throws<EngineRefusal>(() => DockerHost.Parse(host, tls));

        Assert.StartsWith(what, refusal.What);
        Assert.Contains("ssh -nNT -L", refusal.Next);
    }

    [Fact]
    public async Task No_engine_is_refused_with_how_to_start_one()
    {
        using var folder = new TemporaryFolder();

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() =>
            DockerEngine.ConnectAsync(
                new Uri($"unix://{folder.Path}/none.sock"),
                [Service("one"), Service("two")],
                TestContext.Current.CancellationToken
            )
        );

        Assert.Equal(
            "'one', 'two' are built from a Dockerfile, but no Docker Engine is reachable: "
                + "the socket does not exist.",
            refusal.What
        );
        Assert.Contains("systemctl start docker", refusal.Next);
        Assert.DoesNotContain("--builder", refusal.Next);
        Assert.Equal($"unix://{folder.Path}/none.sock", refusal.Where);
    }

    [Fact]
    public async Task Without_an_engine_services_with_a_project_can_be_packed_all_the_same()
    {
        using var folder = new TemporaryFolder();

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() =>
            DockerEngine.ConnectAsync(
                new Uri($"unix://{folder.Path}/none.sock"),
                [Service("one") with { ProjectFile = "one/One.csproj" }],
                TestContext.Current.CancellationToken
            )
        );

        Assert.StartsWith("'one' is built from a Dockerfile", refusal.What);
        Assert.EndsWith("'--builder project' builds the project instead.", refusal.Next);
    }

    private static Service Service(string name) =>
        new(name, name, null, $"{name}/Dockerfile", Builder.Docker, []);
}
