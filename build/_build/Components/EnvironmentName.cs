using Slipway.Values;

namespace Slipway.Targets.Components;

/// <summary>Determines the environment of a command.</summary>
internal static class EnvironmentName
{
    private const string DeployStaging = nameof(IDeploy.DeployStaging);

    /// <summary>
    /// <c>--env</c>, or staging for <c>DeployStaging</c>; by default local.
    /// </summary>
    /// <exception cref="ContradictoryEnvironmentException">Target and <c>--env</c> name different ones.</exception>
    public static string Choose(string? env, IEnumerable<string> targets)
    {
        if (!targets.Contains(DeployStaging, StringComparer.OrdinalIgnoreCase))
            return env ?? "local";
        return env is null or "staging" ? "staging" : throw new ContradictoryEnvironmentException(env);
    }
}

/// <summary>DeployStaging together with another environment.</summary>
internal sealed class ContradictoryEnvironmentException(string env)
    : Refusal(
        $"DeployStaging deploys to staging, but --env says '{env}'",
        "the command line",
        $"./build.sh Deploy --env {env}, or ./build.sh DeployStaging without --env"
    );
