using System.Net.Http.Headers;

namespace Slipway.Images.Registries;

/// <summary>One request of the distribution protocol, which can be sent again.</summary>
/// <param name="Method">The method.</param>
/// <param name="Registry">The registry, <c>host[:port]</c>.</param>
/// <param name="Path">Below <c>/v2/</c>, or a whole address that the registry named as a Location.</param>
/// <param name="Scope">The rights that are needed, as the token specification writes them.</param>
internal sealed record RegistryRequest(HttpMethod Method, string Registry, string Path, string Scope)
{
    public IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>Creates the body, once for each attempt.</summary>
    public Func<HttpContent>? Body { get; init; }

    /// <summary>How many bytes are transferred, which determines the timeout.</summary>
    public long Size { get; init; }

    public static string Pull(string repository) => $"repository:{repository}:pull";

    public static string Push(string repository) => $"repository:{repository}:pull,push";

    /// <summary>The message to send to an address.</summary>
    public HttpRequestMessage ToMessage(Uri uri)
    {
        var message = new HttpRequestMessage(Method, uri) { Content = Body?.Invoke() };
        foreach (var type in Accept)
            message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        return message;
    }
}
