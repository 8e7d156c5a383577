using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LocalCluster.Network.Gateways;

/// <summary>Gives a backend's answer to the caller, portion by portion.</summary>
internal static class AnswerCopy
{
    public static async Task Copy(
        HttpContext context,
        HttpResponseMessage answer,
        IEnumerable<RouteFilters> filters,
        CancellationToken cancellation
    )
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        PassedHeaders.CopyBack(answer, context.Response.Headers);
        foreach (var filter in filters)
            filter.Response.Apply(context.Response.Headers);
        if (answer.StatusCode == HttpStatusCode.SwitchingProtocols)
        {
            await Join(context, answer, cancellation);
            return;
        }
        await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
        await CopyBody(body, context.Response, cancellation);
        foreach (var (name, values) in answer.TrailingHeaders.NonValidated)
        {
            if (context.Response.SupportsTrailers() && PassedHeaders.Passes(name, []))
                context.Response.AppendTrailer(name, values.ToArray());
        }
    }

    /// <summary>Headers go out at once where the body takes its time, as in streams of events.</summary>
    private static async Task CopyBody(Stream from, HttpResponse to, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(32 << 10);
        try
        {
            while (true)
            {
                var reading = from.ReadAsync(buffer, cancellation);
                if (!reading.IsCompleted && !to.HasStarted)
                {
                    await to.StartAsync(cancellation);
                    await to.Body.FlushAsync(cancellation);
                }
                var count = await reading;
                if (count == 0)
                    return;
                await to.Body.WriteAsync(buffer.AsMemory(0, count), cancellation);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>
    /// Both connections carry another protocol from here on; when one ends, so does the other.
    /// </summary>
    private static async Task Join(
        HttpContext context,
        HttpResponseMessage answer,
        CancellationToken cancellation
    )
    {
        await using var backend = await answer.Content.ReadAsStreamAsync(cancellation);
        var upgrade = context.Features.GetRequiredFeature<IHttpUpgradeFeature>();
        await using var caller = await upgrade.UpgradeAsync();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task[] ways =
        [
            RequestBody.Copy(caller, backend, ending.Token),
            RequestBody.Copy(backend, caller, ending.Token),
        ];
        await Task.WhenAny(ways);
        await ending.CancelAsync();
        await Task.WhenAll(ways).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
