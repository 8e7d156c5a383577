using LocalCluster.Api.Http.Messages;
using LocalCluster.Api.Http.Streams.Channels;
using LocalCluster.Api.Http.Streams.Spdy;
using LocalCluster.Api.Http.Streams.WebSockets;
using LocalCluster.Api.Pods;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Storage;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http.Streams;

/// <summary>Answers <c>pods/NAME/exec</c> and <c>pods/NAME/attach</c>.</summary>
internal sealed class ProgramHandler(
    ObjectStore store,
    IContainerStreams? streams,
    TimeProvider time,
    CancellationToken stopping
)
{
    public Task ExecAsync(HttpContext context, KindDefinition kind, ObjectKey key)
    {
        var query = ProgramQuery.Of(context.Request.Query, hasCommand: true);
        var request = new ExecRequest(query.Command, query.Stdin, query.Tty);
        return ServeAsync(context, kind, key, query, (container, closed) =>
            container.ExecAsync(request, closed)
        );
    }

    public Task AttachAsync(HttpContext context, KindDefinition kind, ObjectKey key)
    {
        var query = ProgramQuery.Of(context.Request.Query, hasCommand: false);
        return ServeAsync(context, kind, key, query, (container, _) => container.AttachAsync(query.Stdin));
    }

    private async Task ServeAsync(
        HttpContext context,
        KindDefinition kind,
        ObjectKey key,
        ProgramQuery query,
        Func<IReachableContainer, CancellationToken, Task<IContainerProgram>> begin
    )
    {
        var pod = store.Get(key)?.Object ?? throw Refusals.NotFound(kind, key.Name);
        var name = StreamTarget.Container(pod, query.Container);
        StreamTarget.CheckHost(pod);
        var container = await StreamTarget.Runtime(streams).FindAsync(pod, name, context.RequestAborted);
        if (container is null)
        {
            // The kubelet answers in plain text here, and kubectl shows it word for word.
            context.Response.StatusCode = 500;
            await Answers.TextAsync(context, $"container not found (\"{name}\")");
            return;
        }
        Task Session(ProgramChannels channels, CancellationToken closed) =>
            new ProgramSession(channels, time).RunAsync(token => begin(container, token), closed);
        if (context.WebSockets.IsWebSocketRequest)
            await WebSocketPrograms.ServeAsync(context, query, Session, time, stopping);
        else if (StreamUpgrade.IsSpdy(context))
            await SpdyPrograms.ServeAsync(context, query, Session, time, stopping);
        else
            throw StreamUpgrade.NoUpgrade();
    }
}
