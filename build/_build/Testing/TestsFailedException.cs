using Slipway.Values;

namespace Slipway.Targets.Testing;

/// <summary>A test failed: nothing that depends on the tests may go on.</summary>
internal sealed class TestsFailedException(IReadOnlyList<string> projects, string results)
    : Refusal(
        $"tests failed in {string.Join(", ", projects)}",
        $"the lines above; whole reports in {results}",
        "mend them; nothing was pushed or deployed"
    )
{
    /// <inheritdoc />
    public override Outcome Outcome => Outcome.Failed;
}
