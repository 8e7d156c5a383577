using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Releases;

/// <summary>
/// The releases of an application, as Secrets in its namespace. Any machine with a kubeconfig reads and goes
/// on with
/// what another one wrote. Writing is safe against others who write at the same time: the second one is
/// refused.
/// </summary>
/// <param name="cluster">The cluster.</param>
/// <param name="ns">The application's namespace.</param>
/// <param name="app">The application.</param>
/// <param name="known">What this run has read of it before; null for nothing.</param>
public sealed class ReleaseHistory(Cluster cluster, string ns, string app, RecordCache? known = null)
{
    /// <summary>How many releases are kept.</summary>
    public const int Kept = 20;

    // As many revisions fit into the URL of one list.
    private const int InOneList = 100;

    /// <summary>
    /// The releases that a bounded history keeps, the newest first; records that cannot be read are listed beside them.
    /// What is beyond the bound, the labels tell: only the content of the others is read.
    /// </summary>
    /// <exception cref="ApiException">The API server refused.</exception>
    public async Task<HistoryPage> ListAsync(CancellationToken cancellation)
    {
        var found = await RecordsAsync(cancellation).ConfigureAwait(false);
        var heads = found.Where(IsHead).Select(s => RecordHead.Of(s, app)).ToList();
        var surplus = HistoryLimit.Surplus(
            heads.Where(h => h.Fault is null).Select(h => (h.Revision!.Value, h.State, h.IsCanary)),
            Kept
        );
        var (old, kept) = (heads.Where(IsSurplus).ToList(), heads.Where(h => !IsSurplus(h)).ToList());
        var content = await ContentAsync(kept.Where(h => known?.Find(h) is null), cancellation)
            .ConfigureAwait(false);
        var (readable, damaged) = (new List<RecordedRelease>(), new List<DamagedRelease>());
        foreach (var head in kept.OrderByDescending(h => h.Revision))
        {
            if (head.Fault is { } fault)
                damaged.Add(new DamagedRelease(head.Name, head.Revision, fault));
            else if (known?.Find(head) is { } release)
                readable.Add(release);
            // Whatever is gone by now is no part of the history any more.
            else if (content.GetValueOrDefault(head.Name) is { } secret)
                Read(secret, content, readable, damaged);
        }
        var unreadable = damaged.Where(d => !d.IsNewer).Select(d => d.Name).ToHashSet();
        var expendable = old.Concat(kept.Where(h => unreadable.Contains(h.Name))).ToList();
        var needed = kept.Except(expendable).SelectMany(h => h.Parts);
        return new HistoryPage(readable, damaged)
        {
            Surplus = [.. surplus.Order()],
            Expendable =
            [
                .. expendable.Select(h => h.Name),
                .. found.Where(s => !IsHead(s)).Select(s => s.Name).Except(needed),
            ],
        };

        bool IsSurplus(RecordHead head) => head.Fault is null && surplus.Contains(head.Revision!.Value);
    }

    /// <summary>One release.</summary>
    /// <exception cref="ReleaseUnknownException">There is no such revision.</exception>
    /// <exception cref="ReleaseUnreadableException">Its record is damaged.</exception>
    public async Task<RecordedRelease> ReadAsync(int revision, CancellationToken cancellation)
    {
        var head = await cluster
            .GetAsync(Key(ReleaseSecrets.HeadName(app, revision)), cancellation)
            .ConfigureAwait(false)
            ?? throw new ReleaseUnknownException($"There is no revision {revision} of {app}.", Where);
        var parts = new Dictionary<string, KubeObject>();
        foreach (var name in ReleaseSecrets.PartNames(head))
        {
            if (await cluster.GetAsync(Key(name), cancellation).ConfigureAwait(false) is { } part)
                parts[name] = part;
        }
        try
        {
            return Recorded(ReleaseSecrets.Read(head, app, parts), head);
        }
        catch (FormatException e)
        {
            throw new ReleaseUnreadableException(revision, e.Message, Where);
        }
    }

    /// <summary>Writes a release down, before its first change. The revision must be new.</summary>
    /// <exception cref="RevisionConflictException">Someone else wrote this revision.</exception>
    public async Task<RecordedRelease> WriteAsync(Release release, CancellationToken cancellation)
    {
        var (head, parts) = ReleaseSecrets.Write(release, ns);
        await WritePartsAsync(parts, cancellation).ConfigureAwait(false);
        try
        {
            // The head comes last: without it the release does not exist.
            var written = await cluster.CreateAsync(head, cancellation).ConfigureAwait(false);
            return Recorded(release, written);
        }
        catch (ApiException e) when (e.Reason == "AlreadyExists")
        {
            throw new RevisionConflictException(release.Revision, Where);
        }
    }

    /// <summary>Replaces the record of a release by a changed one.</summary>
    /// <param name="recorded">The release as it was read or written last.</param>
    /// <param name="change">What it is now; the revision must stay.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="RevisionConflictException">Someone else changed the record meanwhile.</exception>
    public async Task<RecordedRelease> UpdateAsync(
        RecordedRelease recorded,
        Func<Release, Release> change,
        CancellationToken cancellation
    )
    {
        var release = change(recorded.Release);
        var (head, parts) = ReleaseSecrets.Write(release, ns);
        await WritePartsAsync(parts, cancellation).ConfigureAwait(false);
        try
        {
            var written = await cluster
                .ReplaceAsync(
                    head.With(json => json["metadata"]!["resourceVersion"] = recorded.ResourceVersion),
                    cancellation
                )
                .ConfigureAwait(false);
            await DeleteAsync(recorded.Parts.Except(parts.Select(p => p.Name)), cancellation)
                .ConfigureAwait(false);
            return Recorded(release, written);
        }
        catch (ApiException e) when (e.Reason is "Conflict" or "NotFound")
        {
            throw new RevisionConflictException(release.Revision, Where);
        }
    }

    /// <summary>The number for the next release; damaged records count too.</summary>
    public static int NextRevision(HistoryPage page) =>
        page.Releases.Select(r => r.Release.Revision)
            .Concat(page.Damaged.Select(d => d.Revision).OfType<int>())
            .Concat(page.Surplus)
            .DefaultIfEmpty(0)
            .Max() + 1;

    /// <summary>
    /// Deletes the oldest releases beyond <see cref="Kept"/>, records that nobody can read, and parts that belong to no
    /// record; never the running, the last good or a pending one.
    /// </summary>
    /// <param name="timeline">All releases, as they are now.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="keep">How many to keep.</param>
    /// <returns>The revisions that were deleted.</returns>
    public async Task<IReadOnlyList<int>> TrimAsync(
        ReleaseTimeline timeline,
        CancellationToken cancellation,
        int keep = Kept
    )
    {
        var surplus = HistoryLimit.Surplus(
            timeline
                .History.Select(r => r.Release)
                .Select(r => (r.Revision, (ReleaseState?)r.State, r.Kind == ReleaseKind.Canary)),
            keep
        );
        var old = timeline.History.Where(r => surplus.Contains(r.Release.Revision)).ToList();
        // Parts are named after their content, so an orphan may have become a part of a newer record.
        var needed = timeline.History.Except(old).SelectMany(r => r.Parts);
        await DeleteAsync(
                [
                    .. old.Select(r => ReleaseSecrets.HeadName(app, r.Release.Revision)),
                    .. old.SelectMany(r => r.Parts).Concat(timeline.Expendable).Except(needed),
                ],
                cancellation
            )
            .ConfigureAwait(false);
        return [.. surplus.Order()];
    }

    /// <summary>Deletes all releases, readable or not.</summary>
    public async Task DeleteAllAsync(CancellationToken cancellation)
    {
        var secrets = await RecordsAsync(cancellation).ConfigureAwait(false);
        await DeleteAsync(secrets.Select(s => s.Name), cancellation).ConfigureAwait(false);
    }

    private string Where => $"the history of {app} in namespace {ns}";

    private async Task WritePartsAsync(IReadOnlyList<KubeObject> parts, CancellationToken cancellation)
    {
        foreach (var part in parts)
        {
            try
            {
                await cluster.CreateAsync(part, cancellation).ConfigureAwait(false);
            }
            catch (ApiException e) when (e.Reason == "AlreadyExists")
            {
                // Named after its content, so it is the same.
            }
        }
    }

    // All heads and parts, without their content.
    private async Task<IReadOnlyList<KubeObject>> RecordsAsync(CancellationToken cancellation) =>
        (
            await cluster
                .ListMetadataAsync("v1", "Secret", ns, Selector(), cancellation)
                .ConfigureAwait(false)
        ).Items;

    // Selected by label, so that it takes no more requests and no other right than the list itself.
    private async Task<IReadOnlyDictionary<string, KubeObject>> ContentAsync(
        IEnumerable<RecordHead> heads,
        CancellationToken cancellation
    )
    {
        var found = new Dictionary<string, KubeObject>();
        foreach (var some in heads.Where(h => h.Fault is null).Select(h => h.Revision).Chunk(InOneList))
        {
            var selector = Selector($",{ReleaseSecrets.RevisionLabel} in ({string.Join(',', some)})");
            var list = await cluster
                .ListAsync("v1", "Secret", ns, selector, cancellation)
                .ConfigureAwait(false);
            foreach (var secret in list.Items)
                found[secret.Name] = secret;
        }
        return found;
    }

    private void Read(
        KubeObject head,
        IReadOnlyDictionary<string, KubeObject> content,
        List<RecordedRelease> readable,
        List<DamagedRelease> damaged
    )
    {
        try
        {
            var release = Recorded(ReleaseSecrets.Read(head, app, content), head);
            known?.Keep(RecordHead.Of(head, app), release);
            readable.Add(release);
        }
        catch (FormatException e)
        {
            var revision = ReleaseSecrets.RevisionIn(head.Name, app);
            damaged.Add(
                new DamagedRelease(head.Name, revision, e.Message) { IsNewer = e is NewerFormatException }
            );
        }
    }

    // Heads first: parts without a head are no release.
    private async Task DeleteAsync(IEnumerable<string> names, CancellationToken cancellation)
    {
        var some = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellation };
        foreach (var round in names.GroupBy(IsHeadName).OrderByDescending(g => g.Key))
            await Parallel
                .ForEachAsync(round, some, async (name, stop) =>
                    await cluster.DeleteAsync(Key(name), new DeleteOptions(), stop).ConfigureAwait(false)
                )
                .ConfigureAwait(false);
    }

    private ObjectSelector Selector(string further = "") =>
        new(
            $"{ReleaseSecrets.AppLabel}={app},{ReleaseSecrets.RoleLabel}{further}",
            $"type={ReleaseSecrets.Type}"
        );

    private bool IsHeadName(string name) => ReleaseSecrets.RevisionIn(name, app) is not null;

    private static RecordedRelease Recorded(Release release, KubeObject head) =>
        new(release, Version(head)) { Parts = ReleaseSecrets.PartNames(head) };

    private ObjectKey Key(string name) => new("v1", "Secret", ns, name);

    private static bool IsHead(KubeObject secret) =>
        secret.Labels.GetValueOrDefault(ReleaseSecrets.RoleLabel) == "release";

    private static string Version(KubeObject secret) => secret.Text("metadata", "resourceVersion") ?? "";
}
