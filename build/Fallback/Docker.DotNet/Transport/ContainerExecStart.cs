namespace Docker.DotNet.Transport;

/// <summary>How a prepared program is started (Docker Engine API, "Start an exec instance").</summary>
internal sealed record ContainerExecStart(bool Detach, bool Tty);
