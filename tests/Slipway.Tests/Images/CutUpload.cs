using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Slipway.Tests.Images;

/// <summary>Cuts the first large upload in the middle, after the registry got the first part of it.</summary>
/// <param name="front">The front of the registry.</param>
/// <param name="cutAt">The bytes that arrive.</param>
/// <param name="remembers">
/// Whether the registry can tell afterwards how much it has. The real one (docker-registry 2.8) keeps its
/// count in the address of the upload, which a cut keeps from the client, so it cannot; others can.
/// </param>
internal sealed class CutUpload(RegistryFront front, int cutAt, bool remembers)
{
    private string? _newest;

    public int Cuts { get; private set; }

    public ConcurrentQueue<string> Ranges { get; } = new();

    public async Task<bool> HandleAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Method == "PATCH")
            Ranges.Enqueue(request.Headers.ContentRange.ToString());
        if (request.Method == "GET" && _newest is not null && remembers)
            request.QueryString = new QueryString(new Uri(_newest).Query);
        if (request.Method != "PUT" || !(request.ContentLength > cutAt) || Cuts > 0)
            return false;
        Cuts++;
        var part = new byte[cutAt];
        await request.Body.ReadExactlyAsync(part);
        request.Method = "PATCH";
        request.QueryString = new QueryString(
            "?"
                + string.Join(
                    '&',
                    request
                        .QueryString.Value!.TrimStart('?')
                        .Split('&')
                        .Where(parameter => !parameter.StartsWith("digest="))
                )
        );
        request.Headers.ContentRange = $"0-{cutAt - 1}";
        await front.PassOnAsync(context, new MemoryStream(part), cutAt);
        _newest = context.Response.Headers.Location.ToString();
        context.Abort();
        return true;
    }
}
