using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Requests;

/// <summary>Tells whether requests may be sent here: the process does not stop, and what it needs is
/// there.</summary>
internal sealed class ReadinessProbe(
    IHostApplicationLifetime lifetime,
    IEnumerable<IReadinessCheck> checks,
    TimeProvider time,
    ILogger<ReadinessProbe> log
)
{
    // Below the timeout of the pods' probes, so that the reason gets out; a check may say it in its own
    // words.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    public async Task<IResult> AskAsync(CancellationToken cancellation)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return Results.Text("stopping\n", statusCode: StatusCodes.Status503ServiceUnavailable);
        var found = await Task.WhenAll(checks.Select(check => AskAsync(check, cancellation)));
        var ready = found.All(one => one.Ready);
        string[] lines = [ready ? "ready" : "not ready", .. found.Select(one => one.Text)];
        return Results.Text(
            string.Join('\n', lines) + "\n",
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable
        );
    }

    private async Task<Readiness> AskAsync(IReadinessCheck check, CancellationToken cancellation)
    {
        try
        {
            using var limit = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
            return await check.CheckAsync(either.Token).WaitAsync(Patience + Grace, time, cancellation);
        }
        catch (Exception e)
            when (e is TimeoutException or OperationCanceledException && !cancellation.IsCancellationRequested
            )
        {
            return new Readiness(
                false,
                $"{check.GetType().Name}: no answer within {Patience.TotalSeconds} s"
            );
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "{Check} failed", check.GetType().Name);
            return new Readiness(false, $"{check.GetType().Name}: failed, see the log");
        }
    }
}
