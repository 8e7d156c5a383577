using Microsoft.AspNetCore.Diagnostics;

namespace User.Storage;

/// <summary>Answers 503 with problem details (RFC 9457) where a store is not there.</summary>
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
        log.LogError("Answering 503: {Reason}", unavailable.Message);
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        await Results
            .Problem(
                "Accounts cannot be looked up at the moment.",
                statusCode: StatusCodes.Status503ServiceUnavailable
            )
            .ExecuteAsync(context);
        return true;
    }
}
