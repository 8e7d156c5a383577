using Slipway.Images.Bases;
using Slipway.Images.Registries;
using Slipway.Pipeline.Push;
using Slipway.Values;

namespace Slipway.Tests.Images.Bases;

public sealed class BaseUpdateTests : IDisposable
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();
    private readonly CollectingReporter _reporter = new();
    private readonly RegistryClient _registries;

    public BaseUpdateTests() => _registries = new RegistryClient(_reporter, TimeProvider.System);

    public void Dispose()
    {
        _registries.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task New_changed_and_unused_images_are_told_apart_and_written_down()
    {
        await using var registry = await RealRegistry.StartAsync();
        var (one, two) = (registry.Repository("one"), registry.Repository("two") with { Tag = "2" });
        var first = await PushAsync(one with { Tag = "latest" }, "first");
        Assert.Equal("new", Assert.Single(await UpdateAsync(one)).Kind);
        Assert.Equal("unchanged", Assert.Single(await UpdateAsync(one)).Kind);
        Assert.Equal(first, BaseLock.Read(_folder.Path).Find(one));

        var second = await PushAsync(two, "second");
        var changes = await UpdateAsync(two);

        Assert.Equal(["no longer used", "new"], changes.Select(change => change.Kind));
        var written = BaseLock.Read(_folder.Path);
        Assert.Equal((null, second), (written.Find(one), written.Find(two)));
    }

    [Fact]
    public async Task A_moved_tag_is_shown_with_both_digests_and_days()
    {
        await using var registry = await RealRegistry.StartAsync();
        var image = registry.Repository("dotnet/aspnet") with { Tag = "10.0" };
        var now = await PushAsync(image, "now");
        var before = new LockedBase(Digest.Of("before"u8), new DateTimeOffset(2026, 1, 2, 0, 0, 0, default));
        new BaseLock(new Dictionary<string, LockedBase> { [image.ToString()] = before }).Write(_folder.Path);

        var change = Assert.Single(await UpdateAsync(image));

        Assert.Equal(("changed", before, now), (change.Kind, change.Before, change.After!.Digest));
        Assert.Equal(new DateTimeOffset(2026, 2, 3, 0, 0, 0, default), change.After.Created);
        Assert.Contains("created: 2026-02-03", _folder.Read(BaseLock.FileName));
    }

    [Fact]
    public async Task What_cannot_be_reached_stays_as_it_was_and_the_others_are_updated()
    {
        await using var registry = await RealRegistry.StartAsync();
        var here = registry.Repository("here");
        var gone = registry.Repository("gone");
        var lost = ImageReference.Parse("127.0.0.1:1/lost:1");
        var old = new LockedBase(Digest.Of("old"u8), null);
        new BaseLock(new Dictionary<string, LockedBase> { [lost.ToString()] = old }).Write(_folder.Path);
        var digest = await PushAsync(here with { Tag = "latest" }, "here");

        var changes = await UpdateAsync(here, gone, lost);

        Assert.Equal(2, changes.Count(change => change.Kind == "unreachable"));
        var written = BaseLock.Read(_folder.Path);
        Assert.Equal(
            (digest, null, old.Digest),
            (written.Find(here), written.Find(gone), written.Find(lost))
        );
        var refusal = new BaseImagesUnreachableException([
            .. changes.Where(change => change.Failure is not null),
        ]);
        Assert.Contains($"Base image {gone} not found", refusal.What);
        Assert.Contains("127.0.0.1:1 cannot be reached", refusal.What);
        Assert.Equal(Outcome.Failed, refusal.Outcome);
    }

    [Fact]
    public async Task A_locked_digest_is_used_though_the_tag_moved_and_without_asking()
    {
        await using var registry = await RealRegistry.StartAsync();
        var image = registry.Repository("dotnet/aspnet") with { Tag = "10.0" };
        var first = await PushAsync(image, "first");
        await UpdateAsync(image);
        var pins = new BasePins(BaseLock.Read(_folder.Path), _registries, _reporter);

        Assert.Equal(first, (await pins.PinAsync(image, _ct)).Digest);
        Assert.DoesNotContain(_reporter.Notices, notice =>
            notice.Severity == Slipway.Reporting.Severity.Warning
        );

        var loose = new BasePins(BaseLock.Parse("images: {}"), _registries, _reporter);
        Assert.Equal(first, (await loose.PinAsync(image, _ct)).Digest);
        Assert.Contains("run ./build.sh UpdateBaseImages", _reporter.Notices.Last().Text);
        Assert.Null(await loose.TryPinAsync(registry.Repository("none"), _ct));
    }

    [Fact]
    public void Every_mistake_in_the_file_is_named()
    {
        var refusal = Assert.ThrowsAny<Refusal>(() =>
            BaseLock.Parse(
                """
                images:
                  aspnet:10.0: { digest: sha256:1 }
                  example.com/a: { digest: sha256:1 }
                  example.com/b: { created: yesterday }
                """
            )
        );

        const string file = "k8s/base-images.lock.yaml";
        Assert.Equal(
            [
                $"{file}:2:16: 'aspnet:10.0' is not of the form 'registry/repository[:tag]'.",
                $"{file}:3:28: 'sha256:1' is not a digest; expected 'sha256:' and 64 hexadecimal digits.",
                $"{file}:4:18: Missing key 'images.example.com/b.digest': the image's digest, 'sha256:...'.",
                $"{file}:4:29: 'yesterday' is not a date; expected YYYY-MM-DD.",
            ],
            refusal.What.Split('\n')
        );
    }

    private Task<IReadOnlyList<BaseChange>> UpdateAsync(params ImageReference[] images) =>
        new BaseUpdate(_folder.Path, _registries, _reporter).RunAsync(images, _ct);

    private async Task<Digest> PushAsync(ImageReference image, string seed) =>
        (
            await new ImagePush(_registries, _reporter, TimeProvider.System).PushAsync(
                SampleImage.Create(_folder, seed),
                image,
                image.Tag!,
                _ct
            )
        )
            .Reference
            .Digest!
            .Value;
}
