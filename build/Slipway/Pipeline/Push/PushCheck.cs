using Slipway.Images.Registries;
using Slipway.Values;

namespace Slipway.Pipeline.Push;

/// <summary>Finds out, without pushing, whether images could be pushed.</summary>
/// <param name="registries">The registries.</param>
public sealed class PushCheck(RegistryClient registries)
{
    private const int AskedAtOnce = 8;

    /// <summary>Why the repositories cannot be written to; none where they can.</summary>
    /// <param name="repositories">Repositories of one registry.</param>
    /// <param name="ct">Cancels the operation.</param>
    public async Task<IReadOnlyList<Refusal>> FindRefusalsAsync(
        IReadOnlyList<ImageReference> repositories,
        CancellationToken ct
    )
    {
        if (repositories.Count == 0)
            return [];
        var refusals = new Refusal?[repositories.Count];
        refusals[0] = await RefusalOfAsync(repositories[0], ct);
        // What is wrong with the registry itself is wrong with all of its repositories.
        if (refusals[0] is null or RegistryRefusal { IsAboutRights: true })
        {
            var several = new ParallelOptions
            {
                MaxDegreeOfParallelism = AskedAtOnce,
                CancellationToken = ct,
            };
            await Parallel.ForAsync(1, repositories.Count, several, async (i, stop) =>
                refusals[i] = await RefusalOfAsync(repositories[i], stop)
            );
        }
        return [.. refusals.OfType<Refusal>()];
    }

    private async Task<Refusal?> RefusalOfAsync(ImageReference repository, CancellationToken ct)
    {
        try
        {
            await registries.RequirePushAsync(repository, ct);
            return null;
        }
        catch (Refusal refusal)
        {
            return refusal;
        }
    }
}
