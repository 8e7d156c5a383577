using Slipway.SupplyChain.Signing;
using Slipway.Tests.Images;
using Slipway.Values;

namespace Slipway.Tests.SupplyChain;

public sealed class AttachmentCopyTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_copy_has_all_that_is_attached_to_its_source(bool here, bool there)
    {
        await using var staging = await SomeRegistry.StartAsync(here);
        await using var production = await SomeRegistry.StartAsync(there);
        using var key = Keys.New();
        var image = await _bench.PushAsync(staging.Repository("rating"));
        var artifact = await _bench.AttachAsync(image, "text/plain", "one");
        await _bench.AttachAsync(image with { Digest = artifact.Descriptor.Digest }, "text/plain", "of one");
        await new ImageSigning(_bench.Client).SignAsync(image, key, Workbench.Stop);

        var target = production.Repository("m/rating");
        var copy = (await _bench.Copy.CopyAsync(image, target, "1.0.0", Workbench.Stop)).Reference;

        Assert.Equal(["one"], await _bench.NotesAsync(copy));
        Assert.Equal(["of one"], await _bench.NotesAsync(copy with { Digest = artifact.Descriptor.Digest }));
        var signatures = new CosignSignatures(_bench.Client);
        Assert.Empty(await signatures.FindUntrustedAsync([copy], key.Public, Workbench.Stop));
        Assert.Equal("one"u8.ToArray(), await _bench.BlobAsync(copy, Assert.Single(artifact.Layers)));
        Assert.Empty(_bench.Warnings);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_index_is_copied_with_what_is_attached_to_it_and_to_its_images(bool listsReferrers)
    {
        await using var staging = await SomeRegistry.StartAsync(listsReferrers);
        await using var production = await SomeRegistry.StartAsync(listsReferrers);
        using var key = Keys.New();
        var arm = await _bench.PushAsync(staging.Repository("rating"), "arm", "arm");
        var index = await _bench.PushIndexAsync(await _bench.PushAsync(staging.Repository("rating")), arm);
        await _bench.AttachAsync(index, "text/plain", "of the index");
        await _bench.AttachAsync(arm, "text/plain", "of arm");
        await new ImageSigning(_bench.Client).SignAsync(index, key, Workbench.Stop);

        var target = production.Repository("rating");
        var copy = (await _bench.Copy.CopyAsync(index, target, "1.0.0", Workbench.Stop)).Reference;

        Assert.Equal(index.Digest, copy.Digest);
        Assert.Equal(["of the index"], await _bench.NotesAsync(copy));
        Assert.Equal(["of arm"], await _bench.NotesAsync(copy with { Digest = arm.Digest }));
        Assert.Empty(
            await new CosignSignatures(_bench.Client).FindUntrustedAsync([copy], key.Public, Workbench.Stop)
        );
    }

    [Fact]
    public async Task What_was_attached_after_the_first_copy_comes_with_the_next_one_and_nothing_twice()
    {
        await using var staging = await SomeRegistry.StartAsync(listsReferrers: false);
        await using var production = await SomeRegistry.StartAsync(listsReferrers: false);
        using var first = Keys.New();
        using var second = Keys.New();
        var image = await _bench.PushAsync(staging.Repository("rating"));
        var target = production.Repository("rating");
        var copy = (await _bench.Copy.CopyAsync(image, target, "1.0.0", Workbench.Stop)).Reference;
        // Production has a signature of its own meanwhile.
        await new ImageSigning(_bench.Client).SignAsync(copy, first, Workbench.Stop);
        await _bench.AttachAsync(image, "text/plain", "late");
        await new ImageSigning(_bench.Client).SignAsync(image, second, Workbench.Stop);

        var more = await _bench.Copy.CopyAsync(image, target, "1.0.0", Workbench.Stop);
        var again = await _bench.Copy.CopyAsync(image, target, "1.0.0", Workbench.Stop);

        Assert.False(more.New);
        Assert.Equal(0, again.BytesUploaded);
        Assert.Equal(["late"], await _bench.NotesAsync(copy));
        var signatures = new CosignSignatures(_bench.Client);
        Assert.Empty(await signatures.FindUntrustedAsync([copy], first.Public, Workbench.Stop));
        Assert.Empty(await signatures.FindUntrustedAsync([copy], second.Public, Workbench.Stop));
    }

    [Fact]
    public async Task An_attachment_that_was_tampered_with_is_not_copied()
    {
        await using var staging = await SomeRegistry.StartAsync(listsReferrers: true);
        await using var production = await SomeRegistry.StartAsync(listsReferrers: true);
        await using var front = await RegistryFront.StartAsync(staging.Host);
        var image = await _bench.PushAsync(new ImageReference(front.Host, "rating"));
        var artifact = await _bench.AttachAsync(image, "text/plain", "one");
        front.Intercept = async context =>
        {
            if (!context.Request.Path.Value!.EndsWith(artifact.Layers[0].Digest.ToString()))
                return false;
            await context.Response.Body.WriteAsync("two"u8.ToArray());
            return true;
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() =>
            _bench.Copy.CopyAsync(image, production.Repository("rating"), "1.0.0", Workbench.Stop)
        );

        Assert.Contains("received content does not match the request", refusal.What);
        var tag = production.Repository("rating") with { Tag = "1.0.0" };
        Assert.Null(await _bench.Client.FindDigestAsync(tag, Workbench.Stop));
    }
}
