using LocalCluster.Api.Http.Streams.Channels;
using LocalCluster.Resources;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http.Streams.Spdy;

/// <summary><c>exec</c> and <c>attach</c> over SPDY: one stream per channel, named by a header.</summary>
internal static class SpdyPrograms
{
    /// <summary>How long the client may take to open its streams.</summary>
    private static readonly TimeSpan s_opening = TimeSpan.FromSeconds(30);

    /// <summary>Upgrades the connection and runs a session on it until both sides are done.</summary>
    /// <exception cref="ApiException">403: the client speaks none of the protocols.</exception>
    public static async Task ServeAsync(
        HttpContext context,
        ProgramQuery query,
        Func<ProgramChannels, CancellationToken, Task> session,
        TimeProvider time,
        CancellationToken stopping
    )
    {
        await using var transport = await StreamUpgrade.UpgradeAsync(context, "v4.channel.k8s.io");
        using var connection = new SpdyConnection(transport);
        await ConnectionSession.RunAsync(
            ended => connection.RunAsync(ended),
            async closed =>
            {
                if (await ChannelsAsync(connection, query, time, closed) is { } channels)
                    await session(channels, closed);
                await connection.GoAwayAsync(closed);
            },
            time,
            stopping
        );
    }

    /// <returns>Null when the client did not open all that it asked for.</returns>
    private static async Task<ProgramChannels?> ChannelsAsync(
        SpdyConnection connection,
        ProgramQuery query,
        TimeProvider time,
        CancellationToken closed
    )
    {
        var missing = new HashSet<string>(Wanted(query));
        var streams = new Dictionary<string, SpdyStream>();
        using var opening = new CancellationTokenSource(s_opening, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(closed, opening.Token);
        try
        {
            while (missing.Count > 0)
            {
                var stream = await connection.Opened.ReadAsync(limit.Token);
                if (missing.Remove(stream.Header("streamtype")))
                    streams[stream.Header("streamtype")] = stream;
            }
        }
        catch (Exception e)
            when (e is OperationCanceledException or System.Threading.Channels.ChannelClosedException)
        {
            return null;
        }
        return new ProgramChannels(
            streams["error"],
            streams.GetValueOrDefault("stdin"),
            streams.GetValueOrDefault("stdout"),
            streams.GetValueOrDefault("stderr"),
            streams.GetValueOrDefault("resize")
        );
    }

    private static IEnumerable<string> Wanted(ProgramQuery query)
    {
        yield return "error";
        if (query.Stdin)
            yield return "stdin";
        if (query.Stdout)
            yield return "stdout";
        if (query.Stderr)
            yield return "stderr";
        if (query.Tty)
            yield return "resize";
    }
}
