using Slipway.Releases;

namespace Slipway.Pipeline;

/// <summary>The result of a command.</summary>
/// <param name="Release">The release that runs now.</param>
/// <param name="Changed">Whether anything was written.</param>
/// <param name="Summary">One sentence for people.</param>
public sealed record DeliveryResult(Release Release, bool Changed, string Summary);
