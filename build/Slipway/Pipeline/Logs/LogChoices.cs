namespace Slipway.Pipeline.Logs;

/// <summary>Which logs are wanted.</summary>
/// <param name="Service">Of which service; null for all.</param>
/// <param name="Since">Not what is older than this; null for any age.</param>
/// <param name="Tail">The last lines of each container; null for all.</param>
/// <param name="Previous">The runs before the present ones, of containers that were started again.</param>
public sealed record LogChoices(string? Service, TimeSpan? Since, int? Tail, bool Previous);
