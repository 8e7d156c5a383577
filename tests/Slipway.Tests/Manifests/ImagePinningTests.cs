using Slipway.Manifests;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Manifests;

public sealed class ImagePinningTests
{
    private static readonly string s_old = "sha256:" + new string('a', 64);
    private static readonly string s_new = "sha256:" + new string('b', 64);
    private static readonly Dictionary<string, ImageReference> s_built = new()
    {
        ["rating"] = ImageReference.Parse($"registry.example.com/shop/rating:2.0.0@{s_new}"),
    };

    [Theory]
    [InlineData("rating")]
    [InlineData("rating:latest")]
    public void A_services_name_becomes_its_image_by_digest(string image)
    {
        var pinned = ImagePinning.Pin([Samples.Deployment("shop", "rating", 1, image)], s_built, "k8s");
        Assert.Equal($"registry.example.com/shop/rating:2.0.0@{s_new}", Image(pinned));
        Assert.Equal(s_built["rating"], pinned.Images["rating"]);
        Assert.Empty(pinned.Warnings);
    }

    [Fact]
    public void An_unchanged_digest_keeps_the_version_under_which_it_was_first_deployed()
    {
        var first = ImageReference.Parse($"registry.example.com/shop/rating:1.0.0@{s_new}");
        var other = ImageReference.Parse($"registry.example.com/shop/rating:1.5.0@{s_old}");
        var elsewhere = ImageReference.Parse($"other.example.com/shop/rating:0.9.0@{s_new}");
        Assert.Equal(first, ImagePinning.Kept(s_built["rating"], [elsewhere, other, first]));
        Assert.Equal(s_built["rating"], ImagePinning.Kept(s_built["rating"], [other, elsewhere]));
    }

    [Fact]
    public void Init_containers_cron_jobs_and_image_volumes_are_pinned_too()
    {
        var cron = KubeObject.Parse(
            """
            {"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"c"},
             "spec":{"jobTemplate":{"spec":{"template":{"spec":{
             "initContainers":[{"name":"i","image":"rating"}],"containers":[{"name":"c","image":"rating"}],
             "volumes":[{"name":"v","image":{"reference":"rating"}}]}}}}}}
            """
        );
        var text = ImagePinning.Pin([cron], s_built, "k8s").Objects[0].ToString();
        Assert.Equal(3, text.Split($"registry.example.com/shop/rating:2.0.0@{s_new}").Length - 1);
    }

    [Fact]
    public void Foreign_images_stay_and_one_without_digest_is_pointed_out()
    {
        var pinned = ImagePinning.Pin(
            [Samples.Deployment("shop", "x", 1, "docker.io/library/redis:7")],
            s_built,
            "k8s"
        );
        Assert.Equal("docker.io/library/redis:7", Image(pinned));
        Assert.Equal(
            "deployment/x, container c: image 'docker.io/library/redis:7' has no digest, "
                + "so its content may change without notice.",
            pinned.Warnings.Single()
        );
        var exact = Samples.Deployment("s", "x", 1, $"docker.io/library/redis:7@{s_old}");
        Assert.Empty(ImagePinning.Pin([exact], s_built, "k8s").Warnings);
    }

    [Fact]
    public void All_images_that_cannot_be_decided_are_named()
    {
        string[] images = ["redis:7", "rating:1.0.0", "docker.io/library/redis", "${IMAGE}", ""];
        var objects = images.Select((image, i) => Samples.Deployment("shop", $"d{i}", 1, image)).ToList();
        var e = Assert.Throws<ImagesUnresolvedException>(() =>
            ImagePinning.Pin(objects, s_built, "k8s/overlays/local")
        );
        Assert.Equal(5, e.Mistakes.Count);
        Assert.Contains("'docker.io/library/redis:7'", e.Mistakes[0]);
        Assert.Contains("write only the service", e.Mistakes[1]);
        Assert.Contains("neither tag nor digest", e.Mistakes[2]);
        Assert.Contains("is not an image reference", e.Mistakes[3]);
        Assert.Contains("sets no image", e.Mistakes[4]);
    }

    private static string? Image(PinnedManifests pinned) =>
        pinned
            .Objects[0]
            .At("spec", "template", "spec", "containers")!
            .Value[0]
            .GetProperty("image")
            .GetString();
}
