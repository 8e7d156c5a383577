namespace Slipway.Kubernetes.Errors;

/// <summary>What only the text of an API server's answer reveals.</summary>
internal static class StatusMapping
{
    /// <summary>
    /// A field that the schema lacks. Kubernetes before 1.28 answers this to an apply as a plain 500.
    /// </summary>
    public static bool IsSchemaMismatch(ApiStatus status) =>
        status.Message.StartsWith("failed to create typed patch object", StringComparison.Ordinal);

    /// <summary>
    /// Whether a 403 comes from authorization and not from admission (quota, policy, a terminating
    /// namespace).
    /// </summary>
    public static bool IsAuthorization(ApiStatus status) =>
        status.Message.Contains(" cannot ", StringComparison.Ordinal) || status.Message.Length == 0;

    /// <summary>The exception for a failed answer.</summary>
    public static ApiException Exception(ApiStatus status, string request) =>
        status switch
        {
            { Code: 403 } when IsAuthorization(status) => new AccessDeniedException(status, request),
            { Code: 403 } => new AdmissionRefusedException(status, request),
            { Code: 400 or 422 or 500 } when AdmissionErrors.IsOfPolicy(status.Message) =>
                new AdmissionRefusedException(status, request),
            { Code: 400 or 422 } => new InvalidObjectException(status, request),
            { Code: 409 } when status.Causes.Any(c => c.Reason == "FieldManagerConflict") =>
                new ApplyConflictException(status, request),
            _ when IsSchemaMismatch(status) => new InvalidObjectException(status, request),
            { Code: 404 } => new ApiException(
                status,
                request,
                status.Message,
                "Check the name and the namespace."
            ),
            { Code: 409 } => new ApiException(
                status,
                request,
                status.Message,
                "Someone else changed it; run the command again."
            ),
            _ => new ApiException(
                status,
                request,
                $"The API server failed: {status.Message}",
                "Run the command again; if it keeps failing, check the API server's log."
            ),
        };
}
