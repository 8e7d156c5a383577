using System.Text.Json;
using Slipway.Values;

namespace Slipway.Kubernetes.Errors;

/// <summary>
/// The API server refused a request. It says why in a <c>Status</c> object (kind Status of meta/v1), whose
/// parts are here.
/// </summary>
public class ApiException : Refusal
{
    /// <summary>Creates the exception for a refusal of the API server.</summary>
    internal ApiException(ApiStatus status, string request, string what, string next)
        : base(what, request, next) => Status = status;

    /// <summary>The HTTP status, for example 409.</summary>
    public int Code => Status.Code;

    /// <summary>The machine-readable reason, for example <c>AlreadyExists</c> or <c>Conflict</c>.</summary>
    public string Reason => Status.Reason;

    /// <summary>All that the API server said.</summary>
    public ApiStatus Status { get; }
}

/// <summary>An API server's <c>Status</c> object.</summary>
/// <param name="Code">The HTTP status.</param>
/// <param name="Reason">The machine-readable reason; empty where none was given.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Causes">The single mistakes.</param>
/// <param name="RetryAfter">How long to wait before another attempt, where the server says so.</param>
public sealed record ApiStatus(
    int Code,
    string Reason,
    string Message,
    IReadOnlyList<ApiCause> Causes,
    TimeSpan? RetryAfter = null
)
{
    /// <summary>Reads a failed answer.</summary>
    internal static ApiStatus Parse(int code, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = UntrustedJson.Open(body, "the answer");
            if (document.RootElement.Text("kind") == "Status")
                return Of(document.RootElement, code);
        }
        catch (FormatException)
        {
            // A proxy answers in its own words, which are shown unchanged.
        }
        var text = System.Text.Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, 1000)]).Trim();
        return new ApiStatus(code, "", text.Length == 0 ? $"HTTP {code}" : text, []);
    }

    /// <summary>Takes a Status object.</summary>
    internal static ApiStatus Of(JsonElement root, int code)
    {
        var details = root.Field("details");
        return new ApiStatus(
            root.Field("code").SmallNumber() ?? code,
            root.Text("reason") ?? "",
            root.Text("message") ?? "",
            [
                .. details
                    .Items("causes")
                    .Select(c => new ApiCause(
                        c.Text("reason") ?? "",
                        c.Text("field") ?? "",
                        c.Text("message") ?? ""
                    )),
            ],
            details.Field("retryAfterSeconds").SmallNumber() is { } seconds and >= 0
                ? TimeSpan.FromSeconds(seconds)
                : null
        );
    }
}

/// <summary>One of the mistakes that an API server lists.</summary>
/// <param name="Reason">For example <c>FieldValueInvalid</c> or <c>FieldManagerConflict</c>.</param>
/// <param name="Field">The field's path.</param>
/// <param name="Message">What is wrong with it.</param>
public sealed record ApiCause(string Reason, string Field, string Message);
