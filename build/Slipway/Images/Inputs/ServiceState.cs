namespace Slipway.Images.Inputs;

/// <summary>A service as it is now.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Inputs">What its image would be made from.</param>
/// <param name="Unknown">Why not all of that is known, so that it must be built; null where it is.</param>
internal sealed record ServiceState(string Name, ServiceInputs Inputs, string? Unknown = null);
