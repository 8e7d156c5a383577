using Docker.DotNet.Models;

namespace LocalCluster.Runtime.Docker;

/// <summary>The engine's last error in a stream of progress reports; null if none.</summary>
internal sealed class LastError : IProgress<JSONMessage>
{
    public string? Message { get; private set; }

    public void Report(JSONMessage value) => Message = value.Error?.Message ?? value.ErrorMessage ?? Message;
}
