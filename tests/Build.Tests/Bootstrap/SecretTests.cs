using Slipway.Targets.CommandLine;

namespace Slipway.Targets.Tests.Bootstrap;

/// <summary>What the build needs alone does not reach MSBuild, which compiles it.</summary>
public sealed class SecretTests : IDisposable
{
    private readonly Script _script = new Script().WithDotnet(feed: null);

    public void Dispose() => _script.Dispose();

    [Fact]
    public async Task Only_the_build_gets_its_secrets()
    {
        foreach (var name in Secrets().SelectMany(Spellings))
            _script.Variables[name] = "hunter2";
        _script.Variables["HTTPS_PROXY"] = "kept";

        Assert.Equal(0, (await _script.RunAsync("Version")).Code);

        Assert.All(["--version", "restore", "build"], command =>
        {
            Assert.DoesNotContain(_script.EnvironmentOf(command), line => line.EndsWith("=hunter2"));
            Assert.Contains("HTTPS_PROXY=kept", _script.EnvironmentOf(command));
        });
        Assert.All(Secrets(), secret =>
            Assert.Contains($"{secret.Variable}=hunter2", _script.EnvironmentOf("exec"))
        );
    }

    private static IEnumerable<ParameterShape> Secrets() =>
        BuildShape.Of(typeof(Build)).Parameters.Where(p => p.Secret);

    private static string[] Spellings(ParameterShape secret) =>
        [
            secret.Variable,
            secret.Variable.ToLowerInvariant(),
            secret.Letters,
            secret.Name,
            $"Nuke.{secret.Name}",
        ];
}
