namespace Slipway.Formats.Tests;

public sealed class ReferencePartsTests
{
    private const string Digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData("debian", null, "debian", null, null)]
    [InlineData("grafana/k6:1", null, "grafana/k6", "1", null)]
    [InlineData("localhost/a", "localhost", "a", null, null)]
    [InlineData("host:5000/a/b", "host:5000", "a/b", null, null)]
    [InlineData("host:5000", null, "host", "5000", null)]
    [InlineData("registry.example/a__b:1.0@" + Digest, "registry.example", "a__b", "1.0", Digest)]
    [InlineData("[::1]:5000/a", "[::1]:5000", "a", null, null)]
    public void The_parts_are_as_they_are_written(
        string text,
        string? registry,
        string repository,
        string? tag,
        string? digest
    ) => Assert.Equal(new ReferenceParts(registry, repository, tag, digest), ReferenceParts.TryParse(text));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("Debian")]
    [InlineData("a/b/")]
    [InlineData("a:")]
    [InlineData("a@sha256:12")]
    [InlineData("a\n")]
    public void Anything_else_is_no_reference(string? text) => Assert.Null(ReferenceParts.TryParse(text));
}
