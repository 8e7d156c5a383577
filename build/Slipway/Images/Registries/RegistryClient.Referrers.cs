using System.Net;
using System.Text.RegularExpressions;
using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.Images.Registries;

public sealed partial class RegistryClient
{
    // The registry chooses the page size; no image has that many attachments.
    private const int MostPages = 100;

    /// <summary>
    /// What a registry lists as attached to a manifest (distribution-spec 1.1, listing referrers), page by
    /// page; null where it has no such API. Nothing that it says is checked yet.
    /// </summary>
    /// <param name="subject">The manifest, by digest.</param>
    /// <param name="artifactType">
    /// What is wanted alone; registries may ignore it. Null for everything.
    /// </param>
    /// <param name="ct">Cancels the operation.</param>
    /// <exception cref="Refusal">The registry cannot be reached, or its answer is invalid.</exception>
    internal async Task<IReadOnlyList<ReferrerEntry>?> FindReferrersAsync(
        ImageReference subject,
        string? artifactType,
        CancellationToken ct
    )
    {
        var filter = artifactType is null ? "" : $"?artifactType={Uri.EscapeDataString(artifactType)}";
        var path = $"{subject.Repository}/referrers/{subject.Digest}{filter}";
        var found = new List<ReferrerEntry>();
        for (var page = 0; page < MostPages; page++)
        {
            var (entries, next) = await ReferrersPageAsync(subject, path, ct);
            if (entries is null)
                return page == 0 ? null : throw RegistryRefusal.Unintelligible(path, "a page is missing.");
            found.AddRange(entries);
            if (next is null)
                return found;
            path = next;
        }
        throw RegistryRefusal.Unintelligible(subject.ToString(), "its list of attachments never ends.");
    }

    private Task<(IReadOnlyList<ReferrerEntry>? Entries, string? Next)> ReferrersPageAsync(
        ImageReference subject,
        string path,
        CancellationToken ct
    )
    {
        var where = subject.ToString();
        var request = new RegistryRequest(
            HttpMethod.Get,
            subject.Registry,
            path,
            RegistryRequest.Pull(subject.Repository)
        )
        {
            Accept = [MediaTypes.Index],
        };
        return _transport.SendAsync(
            request,
            async response =>
            {
                // Without this API the path is nothing that the registry knows; some answer with their home page.
                if (
                    response.StatusCode == HttpStatusCode.NotFound
                    || (
                        response.IsSuccessStatusCode
                        && response.Content.Headers.ContentType?.MediaType != MediaTypes.Index
                    )
                )
                    return ((IReadOnlyList<ReferrerEntry>?)null, (string?)null);
                if (!response.IsSuccessStatusCode)
                    throw await RefusalAsync(subject.Registry, where, response, ct);
                var bytes = await ReadAsync(response, where, ct);
                try
                {
                    return (ReferrerIndex.Parse(bytes), NextPage(response));
                }
                catch (FormatException e)
                {
                    throw RegistryRefusal.Unintelligible(where, e.Message);
                }
            },
            ct
        );
    }

    // RFC 8288: <address>; rel="next"
    private static string? NextPage(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Link", out var links)
        && NextLink().Match(string.Join(',', links)) is { Success: true } match
            ? new Uri(response.RequestMessage!.RequestUri!, match.Groups[1].Value).AbsoluteUri
            : null;

    [GeneratedRegex("<([^>]+)>\\s*;\\s*rel=\"?next\"?")]
    private static partial Regex NextLink();
}
