using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Runtime.Probes;

/// <summary>
/// Looks once at a container, or runs one of its hooks (core/v1 Probe, LifecycleHandler): the same for every
/// runtime but for the command, which only the runtime can run inside.
/// </summary>
internal sealed class ContainerProbe(NetworkProbe network, GrpcProbe grpc, TimeProvider time)
{
    /// <param name="container">The container.</param>
    /// <param name="handler">What to do.</param>
    /// <param name="podIp">The pod's address.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="exec">Runs a command inside the container.</param>
    /// <param name="cancellationToken">Ends it before its time.</param>
    public async Task<ProbeResult> LookAsync(
        JsonObject container,
        JsonObject handler,
        string podIp,
        TimeSpan timeout,
        Func<string[], Task<ProbeResult>> exec,
        CancellationToken cancellationToken
    )
    {
        if (handler.At("httpGet") is { } httpGet)
            return await network.HttpAsync(container, httpGet, podIp, timeout, cancellationToken);
        if (handler.At("tcpSocket") is { } tcp)
        {
            var host = tcp.Text("host") is { Length: > 0 } given ? given : podIp;
            var port = ProbeTarget.Port(container, tcp.At("port")) ?? 0;
            return await NetworkProbe.TcpAsync(host, port, timeout, cancellationToken);
        }
        if (handler.At("grpc") is { } health)
            return await grpc.CheckAsync(podIp, health, timeout, cancellationToken);
        if (handler.At("exec") is { } command)
            return await exec([.. command.Strings("command")]);
        if (handler.Number("sleep", "seconds") is { } seconds)
            await Task.Delay(TimeSpan.FromSeconds(seconds), time, cancellationToken);
        return ProbeResult.Passed;
    }
}
