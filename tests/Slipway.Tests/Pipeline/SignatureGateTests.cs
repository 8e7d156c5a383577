using System.Security.Cryptography;
using Slipway.Environments;
using Slipway.Pipeline;
using Slipway.SupplyChain.Signing;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

public sealed class SignatureGateTests(RehearsingCluster cluster) : IClassFixture<RehearsingCluster>
{
    [Fact]
    public async Task A_release_with_unsigned_images_is_refused_with_all_of_them_and_changes_nothing()
    {
        await using var stage = await DemandingAsync();
        var objects = Objects(stage, "1.0.0");
        Signed(stage).Add("movie 1.0.0");

        var refusal = await Assert.ThrowsAsync<ImagesUntrustedException>(() =>
            stage.DeployAsync("1.0.0", objects)
        );

        Assert.Equal(Outcome.Refused, refusal.Outcome);
        Assert.Equal(
            new[] { Shop.Image("migrate", "1.0.0"), Shop.Image("rating", "1.0.0") },
            refusal.Images.Select(i => i.Image)
        );
        Assert.Contains($"{Shop.Image("rating", "1.0.0")} is not signed", refusal.What);
        Assert.Empty(stage.Front.Writes);
        await Assert.ThrowsAsync<ImagesUntrustedException>(() => stage.CanaryAsync("1.0.0", objects));
        Assert.Empty(stage.Front.Writes);
    }

    [Fact]
    public async Task A_signed_release_goes_through()
    {
        await using var stage = await DemandingAsync();
        Sign(stage, "1.0.0");

        var result = await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));

        Assert.True(result.Changed);
        Assert.Contains(stage.Reporter.Notices, n =>
            n.Text == "All 3 images are signed by the key of staging"
        );
    }

    [Fact]
    public async Task A_canary_whose_signature_is_not_trusted_any_more_is_not_promoted_and_stays_on_trial()
    {
        await using var stage = await DemandingAsync();
        Sign(stage, "1.0.0");
        Sign(stage, "1.1.0");
        stage.NoTraffic = NoTraffic.Hold;
        await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));
        await stage.CanaryAsync("1.1.0", Objects(stage, "1.1.0"));
        var before = await stage.VersionsAsync();
        Signed(stage).Remove("movie 1.1.0");

        var refusal = await Assert.ThrowsAsync<ImagesUntrustedException>(() => stage.PromoteAsync());

        Assert.Equal(Shop.Image("movie", "1.1.0"), Assert.Single(refusal.Images).Image);
        Assert.Equal(before, await stage.VersionsAsync());
        Signed(stage).Add("movie 1.1.0");
        Assert.True((await stage.PromoteAsync())!.Changed);
    }

    [Fact]
    public async Task Going_back_to_an_unsigned_release_is_refused_and_changes_nothing()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));
        await stage.DeployAsync("1.1.0", Objects(stage, "1.1.0"));
        var before = await stage.VersionsAsync();
        Demand(stage);

        var refusal = await Assert.ThrowsAsync<ImagesUntrustedException>(() => stage.RollBackAsync());

        Assert.Equal(3, refusal.Images.Count);
        Assert.Equal(before, await stage.VersionsAsync());
        Sign(stage, "1.0.0");
        Assert.Equal("1.0.0", (await stage.RollBackAsync()).Release.Version);
    }

    [Fact]
    public async Task A_demand_that_nobody_can_verify_is_never_met()
    {
        await using var stage = await DemandingAsync();
        stage.Signatures = null;

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"))
        );

        Assert.Empty(stage.Front.Writes);
    }

    private async Task<Stage> DemandingAsync()
    {
        var stage = await Stage.OpenAsync(cluster);
        Demand(stage);
        return stage;
    }

    private static void Demand(Stage stage)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        stage.SignedBy = PublicKey.Parse(key.ExportSubjectPublicKeyInfoPem());
        stage.Signatures = new NamedSignatures(stage.SignedBy);
    }

    private static HashSet<string> Signed(Stage stage) => ((NamedSignatures)stage.Signatures!).Signed;

    private static void Sign(Stage stage, string version) =>
        Signed(stage).UnionWith([$"movie {version}", $"rating {version}", $"migrate {version}"]);

    private static KubeObject[] Objects(Stage stage, string version) =>
        [
            Shop.Service(stage.Namespace, "movie", version),
            Shop.Service(stage.Namespace, "rating", version),
            Shop.Job(stage.Namespace, "migrate", version),
        ];

    /// <summary>A registry's answer without a registry: which of the shop's images are signed.</summary>
    private sealed class NamedSignatures(PublicKey key) : ISignatures
    {
        public HashSet<string> Signed { get; } = [];

        public Task<IReadOnlyList<UntrustedImage>> FindUntrustedAsync(
            IReadOnlyCollection<ImageReference> images,
            PublicKey trusted,
            CancellationToken ct
        )
        {
            Assert.Equal(key, trusted);
            return Task.FromResult<IReadOnlyList<UntrustedImage>>([
                .. images
                    .Where(i => !Signed.Contains($"{i.Repository.Split('/')[^1]} {i.Tag}"))
                    .Select(i => new UntrustedImage(i, "is not signed")),
            ]);
        }
    }
}
