using Docker.DotNet.Models;

namespace LocalCluster.Runtime.Docker;

/// <summary>Why the engine could not end what it reports on; null while nothing went wrong.</summary>
internal sealed class LastError : IProgress<JSONMessage>
{
    public string? Message { get; private set; }

    public void Report(JSONMessage value) => Message = value.Error?.Message ?? value.ErrorMessage ?? Message;
}
