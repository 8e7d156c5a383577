using Microsoft.AspNetCore.Diagnostics;

namespace User.Storage;

/// <summary>Answers 503 with problem details (RFC 9457) if a store is unavailable.</summary>
internal sealed class StoreFailures(ILogger<StoreFailures> log) : IExceptionHandler
{
    private const string RetryAfterSeconds = "2";

    public async ValueTask<bool> TryHandleAsync(
        HttpContext context,
        Exception exception,
        CancellationToken cancellation
    )
    {
        if (exception is not StoreUnavailableException unavailable)
            return false;
        log.LogError("Responding 503: {Reason}", unavailable.Message);
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        await Results
            .Problem(
                "Accounts are temporarily unavailable.",
                statusCode: StatusCodes.Status503ServiceUnavailable
            )
            .ExecuteAsync(context);
        return true;
    }
}
