namespace Nuke.Common.Parameters;

/// <summary>A value before it is converted.</summary>
/// <param name="Values">Empty for a name without a value, as in <c>--force</c>.</param>
/// <param name="Origin">Where it was found.</param>
internal sealed record ParameterText(string[] Values, ParameterOrigin Origin);
