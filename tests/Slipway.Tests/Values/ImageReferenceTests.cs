using Slipway.Values;

namespace Slipway.Tests.Values;

public sealed class ImageReferenceTests
{
    private const string Hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData("docker.io/debian:13", "docker.io/library/debian:13")]
    [InlineData("docker.io/grafana/k6", "docker.io/grafana/k6")]
    [InlineData("registry.example.com/debian:13", "registry.example.com/debian:13")]
    [InlineData("[::1]:5000/a@sha256:" + Hex, "[::1]:5000/a@sha256:" + Hex)]
    public void A_full_name_is_read_and_Docker_Hubs_own_images_have_theirs(string text, string expected) =>
        Assert.Equal(expected, ImageReference.Parse(text).ToString());

    [Theory]
    [InlineData("debian:13")]
    [InlineData("registry.example.com/Debian")]
    [InlineData("registry.example.com/debian:13\n")]
    [InlineData("registry.example.com/debian@sha256:" + Hex + "\n")]
    public void Anything_else_is_no_reference(string text) =>
        Assert.False(ImageReference.TryParse(text, out _));

    [Theory]
    [InlineData("sha256:" + Hex, true)]
    [InlineData("sha256:" + Hex + "\n", false)]
    [InlineData("sha512:" + Hex, false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_digest_is_its_algorithm_and_its_digits_and_nothing_behind_them(string? text, bool valid) =>
        Assert.Equal(valid, Digest.TryParse(text, out _));

    [Theory]
    [InlineData("redis", "docker.io/library/redis:<tag>")]
    [InlineData("redis:7", "docker.io/library/redis:7")]
    [InlineData("bitnami/redis:7", "docker.io/bitnami/redis:7")]
    [InlineData("a/b/c", "docker.io/a/b/c:<tag>")]
    [InlineData(
        "redis@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "docker.io/library/redis@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    )]
    [InlineData("localhost:5000/x", null)]
    [InlineData("localhost/x:1", null)]
    [InlineData("docker.io/redis:7", null)]
    [InlineData("ghcr.io/a/b:1", null)]
    [InlineData("Redis", null)]
    [InlineData("", null)]
    public void A_short_name_is_completed_as_Docker_does(string text, string? full) =>
        Assert.Equal(full, ImageReference.OnDockerHub(text));
}
