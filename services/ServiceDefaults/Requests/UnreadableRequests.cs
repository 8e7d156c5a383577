using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Requests;

/// <summary>Answers a request that could not be read with problem details (RFC 9457) that name the field.</summary>
internal sealed class UnreadableRequests : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellation)
    {
        if (exception is not BadHttpRequestException unreadable)
            return false;
        var answer = unreadable.InnerException is JsonException json
            ? Results.ValidationProblem(new Dictionary<string, string[]> { [Field(json)] = [Reason(json)] })
            : Results.Problem(unreadable.Message, statusCode: unreadable.StatusCode);
        await answer.ExecuteAsync(context);
        return true;
    }

    private static string Field(JsonException json) =>
        json.Path is { } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "body";

    // An inner exception means that the text is no JSON; else it is JSON of another type than the field's.
    private static string Reason(JsonException json) =>
        json.InnerException is JsonException ? "This is not valid JSON." : "This value has the wrong type.";
}
