using LocalCluster.Api.Access;
using LocalCluster.Api.Http.Messages;
using LocalCluster.Schema;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LocalCluster.Api.Http.Faults;

/// <summary>Lets the faults that were asked for strike requests.</summary>
/// <param name="time">Delays, and how long a watch works.</param>
/// <param name="crash">Ends the process at once.</param>
internal sealed class FaultInjection(TimeProvider time, Action? crash)
{
    private volatile FaultPlan? _plan;

    /// <summary>The faults of now; null for none.</summary>
    public FaultPlan? Plan
    {
        get => _plan;
        set => _plan = value;
    }

    /// <summary>Answers a request, or lets a fault do so.</summary>
    /// <param name="context">The request.</param>
    /// <param name="verb">What it wants to do.</param>
    /// <param name="resource">What it is about; null outside of resources.</param>
    /// <param name="answer">Carries the request out.</param>
    public async Task AroundAsync(
        HttpContext context,
        string verb,
        AccessRequest? resource,
        Func<Task> answer
    )
    {
        var plan = _plan;
        if (plan?.Strike(context.Request.Path.Value!, verb, resource) is not { } fault)
        {
            await answer();
            return;
        }
        if (fault.Latency > TimeSpan.Zero)
            await Task.Delay(fault.Latency, time, context.RequestAborted);
        if (fault.Status is { } status)
        {
            await Refuse(context, status, fault.RetryAfter);
            return;
        }
        if (fault.Stale)
            context.Features.Set(new StaleReads(plan.State));
        if (verb == "watch" && fault.Watch is { } watch)
            await WatchAsync(context, watch, answer);
        else if ((fault.Drop ?? fault.Crash) is { } moment)
            await BreakAsync(context, moment, fault.Crash is null ? () => Cut(context) : crash!, answer);
        else
            await answer();
    }

    /// <summary>Priority and fairness, which refuses too many requests, does so in plain text.</summary>
    private static Task Refuse(HttpContext context, int status, int? retryAfter)
    {
        if (retryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString();
        if (status != 429)
            return Answers.JsonAsync(context, status, Answers.Status(Refusals.Injected(status)));
        context.Response.StatusCode = status;
        return Answers.TextAsync(context, "Too many requests, please try again later.\n");
    }

    private static async Task BreakAsync(HttpContext context, Moment moment, Action end, Func<Task> answer)
    {
        if (moment == Moment.After)
        {
            // What it writes must not leave: the client is not to know that it was carried out.
            context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
            await answer();
        }
        end();
    }

    /// <summary>The whole connection, not one stream of it: that is what a network does.</summary>
    private static void Cut(HttpContext context) =>
        context.Features.GetRequiredFeature<IConnectionLifetimeFeature>().Abort();

    private async Task WatchAsync(HttpContext context, WatchFault watch, Func<Task> answer)
    {
        if (watch.Silent)
        {
            context.Features.Set<IHttpResponseBodyFeature>(
                new StreamResponseBodyFeature(new SilencedStream(context.Response.Body, time, watch.After))
            );
            await answer();
            return;
        }
        await using var timer = time.CreateTimer(
            _ => Cut(context),
            null,
            watch.After,
            Timeout.InfiniteTimeSpan
        );
        await answer();
    }
}
