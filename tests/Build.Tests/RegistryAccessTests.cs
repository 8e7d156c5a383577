using Slipway.Environments;
using Slipway.Images.Registries;
using Slipway.Targets.Images;

namespace Slipway.Targets.Tests;

public sealed class RegistryAccessTests
{
    private static readonly RegistryCredentials s_ada = new("ada", "secret");

    [Fact]
    public void A_promotion_reads_the_other_registry_as_its_environment_says_and_logs_in_at_its_own()
    {
        var staging = Environment("staging", "registry.staging:5000/movies", insecure: true);
        var production = Environment("production", "registry.example.com/movies", insecure: false);

        var options = RegistryAccess.Of([production, staging], production, s_ada);

        Assert.Equal(["registry.staging:5000"], options.PlainHttp);
        Assert.Equal(["registry.example.com"], options.Credentials.Keys);
    }

    [Fact]
    public void Credentials_that_could_be_for_several_registries_are_for_none()
    {
        var one = Environment("one", "a.example.com/movies", insecure: false);
        var other = Environment("other", "b.example.com/movies", insecure: false);

        Assert.Empty(RegistryAccess.Of([one, other], own: null, s_ada).Credentials);
        Assert.Equal(["a.example.com"], RegistryAccess.Of([one, one], own: null, s_ada).Credentials.Keys);
    }

    [Fact]
    public void The_local_registry_gets_its_own_token_unless_a_login_is_given()
    {
        var local = ("127.80.16.1:5000", new RegistryCredentials("slipway", "token"));
        var options = RegistryAccess.WithLocal(new RegistryOptions(), local);
        Assert.Equal(local.Item2, options.Credentials["127.80.16.1:5000"]);

        var own = Environment("local", "127.80.16.1:5000/movies", insecure: false);
        options = RegistryAccess.WithLocal(RegistryAccess.Of([own], own, s_ada), local);
        Assert.Equal(s_ada, options.Credentials["127.80.16.1:5000"]);
        Assert.Empty(RegistryAccess.WithLocal(new RegistryOptions(), local: null).Credentials);
    }

    private static EnvironmentSettings Environment(string name, string registry, bool insecure) =>
        new(
            name,
            "",
            new ClusterChoice(Local: false, null),
            "movies",
            registry,
            insecure,
            BaseImage: null,
            Build: null!,
            Strategy.Rolling,
            Timeouts: null!,
            Canary: null!,
            Slo: null!,
            PromotionFrom: null
        );
}
