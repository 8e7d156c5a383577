using Slipway.Pipeline.ContainerTests;
using Slipway.Values;

namespace Slipway.Targets.Containers;

/// <summary>An image does not meet what manifests, canaries and rollouts rely on.</summary>
internal sealed class ContainerTestsFailedException(IReadOnlyList<CheckLine> failures)
    : Refusal(
        "container tests failed:"
            + string.Concat(
                failures.Select(line =>
                    $"\n{line.Service}, {ContainerTestTable.NameOf(line.Check)}: {line.Detail}"
                )
            ),
        "the images of "
            + string.Join(", ", failures.Select(line => line.Service).Distinct())
            + "; see the last log lines above",
        "fix them, or declare what the service needs under 'containerTest' in services/<name>/service.yaml; "
            + "nothing was pushed or deployed"
    )
{
    /// <inheritdoc />
    public override Outcome Outcome => Outcome.Failed;
}
