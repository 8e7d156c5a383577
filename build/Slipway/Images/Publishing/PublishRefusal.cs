using Slipway.Values;

namespace Slipway.Images.Publishing;

/// <summary>The services do not compile.</summary>
internal sealed class PublishRefusal(string what, string where) : Refusal(
    what, where, "Correct the errors, then run the same command again. Nothing was changed.");
