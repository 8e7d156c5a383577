using Slipway.Values;

namespace Slipway.Targets.Testing;

/// <summary>A test failed, so nothing that depends on the tests may run.</summary>
internal sealed class TestsFailedException(IReadOnlyList<string> projects, string results)
    : Refusal(
        $"tests failed in {string.Join(", ", projects)}",
        $"see the output above; full reports in {results}",
        "fix them; nothing was pushed or deployed"
    )
{
    /// <inheritdoc />
    public override Outcome Outcome => Outcome.Failed;
}
