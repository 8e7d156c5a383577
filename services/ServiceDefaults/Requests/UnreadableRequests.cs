using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Requests;

/// <summary>
/// Answers unreadable requests with problem details (RFC 9457) that name the field.
/// </summary>
internal sealed class UnreadableRequests : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext context,
        Exception exception,
        CancellationToken cancellation
    )
    {
        if (exception is not BadHttpRequestException unreadable)
            return false;
        await Answer(unreadable).ExecuteAsync(context);
        return true;
    }

    private static IResult Answer(BadHttpRequestException unreadable)
    {
        if (unreadable.InnerException is not JsonException json)
            return Results.Problem(unreadable.Message, statusCode: unreadable.StatusCode);
        var (field, reason) = Mistake(json);
        return Results.ValidationProblem(new Dictionary<string, string[]> { [field] = [reason] });
    }

    private static (string Field, string Reason) Mistake(JsonException json)
    {
        // An inner exception of the reader means that the text is not JSON at all.
        if (json.InnerException is JsonException)
            return ("body", "This is not valid JSON.");
        var path = json.Path ?? "$";
        var field = path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "body";
        return (field, "This value has the wrong type.");
    }
}
