using Slipway.Values;

namespace Slipway.Images.Packing;

/// <summary>The publish output cannot become an image.</summary>
internal sealed class PackRefusal(string what, string where, string next) : Refusal(what, where, next);
