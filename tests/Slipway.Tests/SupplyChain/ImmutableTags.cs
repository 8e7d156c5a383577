using Microsoft.AspNetCore.Http;
using Slipway.Tests.Images;

namespace Slipway.Tests.SupplyChain;

/// <summary>
/// A real registry without the referrers API whose tags never move, however it words that.
/// </summary>
internal sealed class ImmutableTags : IAsyncDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly SomeRegistry _registry;
    private readonly RegistryFront _front;

    private ImmutableTags(SomeRegistry registry, RegistryFront front) =>
        (_registry, _front) = (registry, front);

    public string Host => _front.Host;

    /// <summary>How often a list of attachments was written.</summary>
    public int Lists =>
        _front.Requests.Count(r =>
            r.StartsWith("PUT ", StringComparison.Ordinal)
            && r.Contains("/manifests/sha256-", StringComparison.Ordinal)
        );

    public static async Task<ImmutableTags> StartAsync(int status, string code)
    {
        var registry = await SomeRegistry.StartAsync(listsReferrers: false);
        var front = await RegistryFront.StartAsync(registry.Host);
        var tags = new ImmutableTags(registry, front);
        front.Intercept = context => tags.RefuseAsync(context, status, code);
        return tags;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _front.DisposeAsync();
        await _registry.DisposeAsync();
    }

    private async Task<bool> RefuseAsync(HttpContext context, int status, string code)
    {
        var path = context.Request.Path.Value!;
        if (
            context.Request.Method != "PUT"
            || !path.Contains("/manifests/", StringComparison.Ordinal)
            || path.Contains("/manifests/sha256:", StringComparison.Ordinal)
            || !await ExistsAsync(path)
        )
            return false;
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(
            new { errors = new[] { new { code, message = "the tag is immutable" } } }
        );
        return true;
    }

    private async Task<bool> ExistsAsync(string path)
    {
        using var question = new HttpRequestMessage(HttpMethod.Head, $"http://{_registry.Host}{path}");
        foreach (var type in Slipway.Images.Formats.MediaTypes.Manifests)
            question.Headers.Accept.ParseAdd(type);
        using var answer = await _http.SendAsync(question);
        return answer.IsSuccessStatusCode;
    }
}
