using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Slipway.Tests.Pipeline;

/// <summary>
/// An API server that is not well: of a hundred requests, five come to grief. What is drawn is the same in each run; which
/// requests it meets is not, where several are under way together.
/// </summary>
/// <param name="seed">What is drawn.</param>
internal sealed class ScriptedFaults(int seed)
{
    private const double Share = 0.05;
    private readonly Lock _drawing = new();
    private readonly Random _random = new(seed);

    /// <summary>How often each fault struck.</summary>
    public ConcurrentDictionary<string, int> Struck { get; } = [];

    /// <summary>Decides about a request.</summary>
    /// <returns>Whether it is answered by that.</returns>
    public async Task<bool> StrikeAsync(HttpContext context, Func<HttpContext, Task> forwardAsync)
    {
        double draw;
        lock (_drawing)
            draw = _random.NextDouble();
        if (draw >= Share)
            return false;
        var fault = (int)(draw / Share * 6);
        var name = fault switch
        {
            0 => "429",
            1 => "500",
            2 => "503",
            3 => "cut before",
            4 => "cut after",
            _ => "slow",
        };
        Struck.AddOrUpdate(name, 1, (_, times) => times + 1);
        switch (fault)
        {
            case 0 or 1 or 2:
                await RefuseAsync(context, int.Parse(name, null));
                return true;
            case 3:
                context.Abort();
                return true;
            case 4:
                // The server does what it is asked, and nobody hears of it.
                await DoneUnheardAsync(context, forwardAsync);
                return true;
            default:
                await Task.Delay(TimeSpan.FromMilliseconds(20), context.RequestAborted);
                return false;
        }
    }

    // A watch has no end that could be waited for.
    private static async Task DoneUnheardAsync(HttpContext context, Func<HttpContext, Task> forwardAsync)
    {
        if (context.Request.Query["watch"].Count == 0)
        {
            context.Response.Body = Stream.Null;
            await forwardAsync(context);
        }
        context.Abort();
    }

    private static async Task RefuseAsync(HttpContext context, int code)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        var reason = code switch
        {
            429 => "TooManyRequests",
            500 => "InternalError",
            _ => "ServiceUnavailable",
        };
        await context.Response.WriteAsync(
            $$"""{"kind":"Status","apiVersion":"v1","status":"Failure","code":{{code}},"reason":"{{reason}}","message":"a scripted fault"}"""
        );
    }
}
