using Slipway.Values;

namespace Slipway.Targets.Local;

/// <summary>The local cluster failed to start or stop.</summary>
internal sealed class LocalClusterRefusal(string what, string errors, string directory)
    : Refusal(
        $"{what}: {errors.Trim()}",
        directory,
        "see cluster.log in that folder; ./build.sh LocalDown stops what still runs, "
            + "and deleting the folder resets the cluster"
    );
