using Slipway.Reporting;

namespace Slipway.Pipeline;

/// <summary>What a command has brought about.</summary>
/// <param name="Result">The result.</param>
public sealed record Delivered(DeliveryResult Result) : Notice(Severity.Info, Result.Summary);
