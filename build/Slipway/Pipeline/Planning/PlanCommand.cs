using System.Security.Cryptography;
using Slipway.Pipeline.Changes;
using Slipway.Pipeline.Diff;
using Slipway.Pipeline.Releasing;
using Slipway.Values;

namespace Slipway.Pipeline.Planning;

/// <summary>Plans a deployment: decides all that it would do, and saves that without doing it.</summary>
/// <param name="context">What it works with.</param>
public sealed class PlanCommand(DeliveryContext context)
{
    /// <summary>Plans a release. Takes no lock and writes nothing to the cluster.</summary>
    /// <param name="desired">The release; all its images exist.</param>
    /// <param name="file">Where the plan is saved.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What the plan changes.</returns>
    /// <exception cref="Refusal">The release would be refused.</exception>
    public async Task<ReleaseDiff> RunAsync(
        DesiredRelease desired,
        PlanFile file,
        CancellationToken cancellation
    )
    {
        await new SignatureGate(context).RequireAsync(desired.Objects, cancellation);
        var found = await new DiffQuery(context).CompareAsync(desired, PendingImages.None, cancellation);
        file.Save(
            PlanDecision.Decide(
                PlanTarget.Of(context),
                found.Desired,
                found.Changes,
                found.Timeline,
                Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))
            )
        );
        return found.Diff;
    }
}
