using Slipway.Environments;
using Slipway.Values;
using Slipway.Yaml;

namespace Slipway.Tests.Environments;

/// <summary>What an environment says about how images are built, and for which platforms.</summary>
public sealed class BuildSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_the_command_line_says_about_building_goes_first()
    {
        var settings = Read(
            "namespace: a\nregistry: b.example/c\nbuilder: project\nbuildArgs: { A: 1, B: 2 }",
            new EnvironmentOverrides(Builder: "service", BuildArguments: ["B=3", "C=x=y", "D="])
        );

        Assert.Equal(BuilderChoice.Service, settings.Build.Builder);
        Assert.Equal(
            ["A=1", "B=3", "C=x=y", "D="],
            settings.Build.Arguments.Select(argument => $"{argument.Key}={argument.Value}").Order()
        );
    }

    [Fact]
    public void Mistakes_about_building_are_all_named()
    {
        var refusal = Assert.Throws<FileRefusal>(() =>
            Read(
                "namespace: a\nregistry: b.example/c\nbuilder: docker\n"
                    + "buildArgs: { BASE_IMAGE: x, A-B: y, C: [] }",
                new EnvironmentOverrides(Builder: "projekt", BuildArguments: ["E", "BASE_IMAGE=x", "1=2"])
            )
        );

        string[] expected =
        [
            ":3:10: 'builder' must be one of service, project;",
            ":4:26: BASE_IMAGE is the environment's 'baseImage'",
            ":4:34: 'A-B' is not a valid argument name.",
            ":4:40: 'C' must be a plain value",
            "--builder: 'projekt' is not a builder; expected service or project. Did you mean 'project'?",
            "--build-args: 'E' is not an argument; expected NAME=value.",
            "--build-args: BASE_IMAGE is the environment's 'baseImage'",
            "--build-args: '1' is not a valid argument name",
        ];
        Assert.All(expected, mistake => Assert.Contains(mistake, refusal.What));
    }

    [Theory]
    [InlineData("", null, "linux/amd64")]
    [InlineData("platforms: [linux/arm64]", null, "linux/arm64")]
    [InlineData("platforms: [linux/arm64, linux/amd64, linux/arm64]", null, "linux/amd64 linux/arm64")]
    [InlineData("platforms: [linux/arm64]", "linux/arm64, linux/amd64", "linux/amd64 linux/arm64")]
    public void Platforms_are_those_of_the_command_line_else_of_the_file(
        string line,
        string? given,
        string expected
    ) =>
        Assert.Equal(
            expected,
            string.Join(
                ' ',
                Read(
                    $"cluster: local\nnamespace: movies\n{line}\n",
                    new EnvironmentOverrides(Platforms: given)
                ).Platforms
            )
        );

    [Theory]
    [InlineData(
        "platforms: [linux/amd64, windows/amd64]",
        null,
        "Platform 'windows/amd64' is not supported."
    )]
    [InlineData("", "linux/riscv64", "--platform: Platform 'linux/riscv64' is not supported.")]
    [InlineData("platforms: []", null, "At least one platform is required.")]
    public void Platforms_that_images_cannot_be_made_for_are_refused(
        string line,
        string? given,
        string expected
    )
    {
        var refusal = Assert.ThrowsAny<Refusal>(() =>
            Read($"cluster: local\nnamespace: movies\n{line}\n", new EnvironmentOverrides(Platforms: given))
        );

        Assert.Contains(expected, refusal.What);
    }

    private EnvironmentSettings Read(string yaml, EnvironmentOverrides overrides)
    {
        _folder.Write("k8s/overlays/staging/environment.yaml", yaml);
        return EnvironmentReader.Read(_folder.Path, "staging", overrides);
    }
}
