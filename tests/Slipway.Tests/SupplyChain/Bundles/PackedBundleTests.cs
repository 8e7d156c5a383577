using System.Text;
using Slipway.SupplyChain.Bundles;
using Slipway.Values;

namespace Slipway.Tests.SupplyChain.Bundles;

public sealed class PackedBundleTests
{
    [Fact]
    public void The_same_release_is_the_same_artifact_however_it_was_put_together()
    {
        var other = Bundled.Sample with
        {
            Services = Bundled.Sample.Services.Reverse().ToDictionary(),
            Files = [.. Bundled.Sample.Files.Reverse()],
        };
        Assert.Equal(PackedBundle.Of(Bundled.Sample).Digest, PackedBundle.Of(other).Digest);
    }

    [Fact]
    public void Whatever_is_released_makes_another_one()
    {
        var sample = Bundled.Sample;
        ReleaseBundle[] others =
        [
            sample with
            {
                Version = "1.4.1",
            },
            sample with
            {
                Commit = new string('d', 40),
            },
            sample with
            {
                Files = [sample.Files[0] with { Content = "resources: [x]\n"u8.ToArray() }],
            },
            sample with
            {
                Services = new Dictionary<string, BundledImage> { ["movie"] = sample.Services["movie"] },
            },
        ];
        Assert.Equal(
            others.Length + 1,
            others.Append(sample).Select(b => PackedBundle.Of(b).Digest).Distinct().Count()
        );
    }

    [Fact]
    public void It_is_an_OCI_artifact_that_registries_and_people_can_read()
    {
        var packed = PackedBundle.Of(Bundled.Sample);
        var manifest = Encoding.UTF8.GetString(packed.Manifest.Span);
        Assert.Contains("\"artifactType\":\"application/vnd.slipway.bundle.v1\"", manifest);
        Assert.Contains("\"org.opencontainers.image.version\":\"1.4.0\"", manifest);
        Assert.DoesNotContain("subject", manifest);
        var document = packed.Blobs.Single(b => b.Descriptor.MediaType == PackedBundle.DocumentType);
        var (cart, movie, inputs) = (Digest.Of("cart"u8), Digest.Of("movie"u8), Digest.Of("inputs"u8));
        Assert.Equal(
            """{"format":1,"app":"shop","version":"1.4.0","""
                + $"\"commit\":\"{new string('c', 40)}\",\"author\":\"Anna\",\"services\":{{"
                + $"\"cart\":{{\"image\":\"{cart}\",\"inputs\":null}},"
                + $"\"movie\":{{\"image\":\"{movie}\",\"inputs\":\"{inputs}\"}}}}}}",
            Encoding.UTF8.GetString(document.Bytes.Span)
        );
    }
}
