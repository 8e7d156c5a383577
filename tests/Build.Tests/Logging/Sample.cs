using Slipway.Values;

namespace Slipway.Targets.Tests.Logging;

internal sealed class Sample(string what, string where, string next, Outcome outcome = Outcome.Refused)
    : Refusal(what, where, next)
{
    public override Outcome Outcome => outcome;
}
