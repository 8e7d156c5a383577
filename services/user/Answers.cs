using System.Globalization;

namespace User;

/// <summary>Error responses that several endpoints share, as problem details (RFC 9457).</summary>
internal static class Answers
{
    private const string NoToken =
        "Send 'Authorization: Bearer <token>' with a session token from POST /sessions.";

    /// <summary>400 with the errors by field; null if there are none.</summary>
    public static IResult? Mistakes(IEnumerable<KeyValuePair<string, string>> mistakes)
    {
        var byField = mistakes.ToDictionary(mistake => mistake.Key, mistake => new[] { mistake.Value });
        return byField.Count == 0 ? null : Results.ValidationProblem(byField);
    }

    /// <summary>401 with the challenge of RFC 6750.</summary>
    public static IResult NotLoggedIn(HttpResponse response, string why = NoToken)
    {
        response.Headers.WWWAuthenticate = "Bearer";
        return Results.Problem(why, statusCode: StatusCodes.Status401Unauthorized);
    }

    /// <summary>429: too many wrong passwords.</summary>
    public static IResult Locked(HttpResponse response, TimeSpan wait)
    {
        response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds))
            .ToString(CultureInfo.InvariantCulture);
        return Results.Problem(
            "Too many wrong passwords for this e-mail address; try again later.",
            statusCode: StatusCodes.Status429TooManyRequests
        );
    }
}
