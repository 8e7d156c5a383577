using System.Text.Json;
using Slipway.Kubernetes.Errors;

namespace Slipway.Kubernetes.Connection;

/// <summary>What the API server answered.</summary>
/// <param name="Code">The HTTP status.</param>
/// <param name="Body">The whole body.</param>
/// <param name="MediaType">The body's type, with its parameters.</param>
/// <param name="RetryAfter">How long the server asked to wait.</param>
internal sealed record ApiResponse(
    int Code,
    ReadOnlyMemory<byte> Body,
    string MediaType,
    TimeSpan? RetryAfter
)
{
    /// <summary>Whether an earlier attempt of the same request may have taken effect.</summary>
    public bool Unclear { get; init; }

    public bool IsSuccess => Code is >= 200 and < 300;

    public ApiStatus Status() => ApiStatus.Parse(Code, Body);

    /// <summary>The body; it outlives the answer.</summary>
    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(Body);
        return document.RootElement.Clone();
    }
}
