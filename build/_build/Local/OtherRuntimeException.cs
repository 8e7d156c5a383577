using Slipway.Values;

namespace Slipway.Targets.Local;

/// <summary>The local cluster is already running with another runtime.</summary>
internal sealed class OtherRuntimeException(string running, LocalRuntime wanted, string directory)
    : Refusal(
        $"the local cluster is running with runtime '{running}', not '{wanted.ToString().ToLowerInvariant()}'",
        directory,
        "stop it first (its state is kept): ./build.sh LocalDown"
    );
