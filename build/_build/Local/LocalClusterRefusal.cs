using Slipway.Values;

namespace Slipway.Targets.Local;

/// <summary>The local cluster cannot do what was asked of it.</summary>
internal sealed class LocalClusterRefusal(string what, string errors, string directory)
    : Refusal(
        $"{what}: {errors.Trim()}",
        directory,
        "the log is cluster.log in that folder; ./build.sh LocalDown stops what is left, "
            + "deleting the folder forgets it"
    );
