using System.Text.Json;
using Slipway.Kubernetes.Errors;
using Slipway.Values;

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
    /// <summary>Who answered.</summary>
    public required ClusterAddress Address { get; init; }

    /// <summary>What was asked for, for errors.</summary>
    public required string Request { get; init; }

    /// <summary>Whether an earlier attempt of the same request may have taken effect.</summary>
    public bool Unclear { get; init; }

    public bool IsSuccess => Code is >= 200 and < 300;

    public ApiStatus Status() => ApiStatus.Parse(Code, Body);

    /// <summary>Takes something out of the body, which is gone after that.</summary>
    /// <exception cref="UnexpectedAnswerException">The body is not JSON, or not what is wanted.</exception>
    public T Read<T>(Func<JsonElement, T> read)
    {
        try
        {
            using var document = UntrustedJson.Open(Body, "the answer");
            return read(document.RootElement);
        }
        catch (FormatException e)
        {
            throw new UnexpectedAnswerException(Address, Request, e.Message);
        }
    }
}
