using Slipway.Images.Registries;
using Slipway.SupplyChain;
using Slipway.SupplyChain.Signing;
using Slipway.Values;

namespace Slipway.Tests.SupplyChain;

public sealed class ImmutableTagTests : IDisposable
{
    private readonly Workbench _bench = new();

    public static TheoryData<int, string> Refusals =>
        new()
        {
            { 400, "TAG_INVALID" },
            { 400, "MANIFEST_INVALID" },
            { 403, "DENIED" },
            { 405, "UNSUPPORTED" },
            { 409, "CONFLICT" },
            { 412, "PRECONDITION" },
        };

    public void Dispose() => _bench.Dispose();

    [Theory, MemberData(nameof(Refusals))]
    public async Task All_documents_are_listed_by_one_write(int status, string code)
    {
        await using var registry = await ImmutableTags.StartAsync(status, code);
        var image = await _bench.PushAsync(new ImageReference(registry.Host, "rating"));
        var one = await _bench.UploadAsync(image, "text/plain", "one");
        var two = await _bench.UploadAsync(image, "text/html", "two");

        Assert.Empty(await _bench.Referrers.PutAsync(image with { Tag = null }, [one, two], Workbench.Stop));

        Assert.Equal(["one", "two"], await _bench.NotesAsync(image));
        Assert.Equal(1, registry.Lists);
    }

    [Theory, MemberData(nameof(Refusals))]
    public async Task What_comes_later_is_named_and_stops_nobody(int status, string code)
    {
        await using var registry = await ImmutableTags.StartAsync(status, code);
        var image = await _bench.PushAsync(new ImageReference(registry.Host, "rating"));
        var first = await _bench.AttachAsync(image, "text/plain", "first");
        var later = await _bench.UploadAsync(image, "text/html", "later");
        var pinned = image with { Tag = null };

        Assert.Equal([later], await _bench.Referrers.PutAsync(pinned, [first, later], Workbench.Stop));

        Assert.Equal(["first"], await _bench.NotesAsync(image));
        Assert.Equal(
            $"text/html could not be attached to {image.Name}@{image.Digest!.Value.Short}: the tag "
                + $"sha256-{image.Digest.Value.Hex} exists, and {registry.Host} does not move tags. The image "
                + "itself is unaffected. Exempt tags that begin with 'sha256-' from immutability, or delete "
                + "that tag and push again.",
            FixedTag.Warning(pinned, [later])
        );
    }

    [Theory, MemberData(nameof(Refusals))]
    public async Task The_signature_of_another_key_finds_no_place(int status, string code)
    {
        await using var registry = await ImmutableTags.StartAsync(status, code);
        var image = await _bench.PushAsync(new ImageReference(registry.Host, "rating"));
        using var first = Keys.New();
        using var second = Keys.New();
        var signing = new ImageSigning(_bench.Client);

        Assert.Equal(SigningResult.Signed, await signing.SignAsync(image, first, Workbench.Stop));
        Assert.Equal(SigningResult.Present, await signing.SignAsync(image, first, Workbench.Stop));
        Assert.Equal(SigningResult.TagIsFixed, await signing.SignAsync(image, second, Workbench.Stop));

        Assert.True(await signing.IsSignedAsync(image, first, Workbench.Stop));
        Assert.Contains(
            "The signature with this key could not be attached",
            FixedTag.SignatureWarning(image)
        );
    }

    [Fact]
    public async Task A_copy_takes_along_what_finds_a_place_and_says_what_does_not()
    {
        await using var source = await SomeRegistry.StartAsync(listsReferrers: false);
        await using var target = await ImmutableTags.StartAsync(400, "TAG_INVALID");
        var image = await _bench.PushAsync(source.Repository("rating"));
        await _bench.AttachAsync(image, "text/plain", "one");
        await _bench.AttachAsync(image, "text/html", "two");
        var repository = new ImageReference(target.Host, "rating");
        var copy = (await _bench.Copy.CopyAsync(image, repository, "1.0.0", Workbench.Stop)).Reference;
        Assert.Equal(["one", "two"], await _bench.NotesAsync(copy));
        Assert.Empty(_bench.Warnings);

        await _bench.AttachAsync(image, "text/css", "three");
        await _bench.Copy.CopyAsync(image, repository, "1.0.0", Workbench.Stop);

        Assert.StartsWith("text/css could not be attached to ", Assert.Single(_bench.Warnings));
        Assert.Equal(["one", "two"], await _bench.NotesAsync(copy));
    }
}
