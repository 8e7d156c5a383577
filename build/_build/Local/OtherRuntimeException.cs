using Slipway.Values;

namespace Slipway.Targets.Local;

/// <summary>The local cluster runs already, with pods of another kind.</summary>
internal sealed class OtherRuntimeException(string running, LocalRuntime wanted, string directory)
    : Refusal(
        $"the local cluster runs with the runtime '{running}', not '{wanted.ToString().ToLowerInvariant()}'",
        directory,
        "stop it first, its state stays: ./build.sh LocalDown"
    );
