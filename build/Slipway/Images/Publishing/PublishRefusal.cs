using Slipway.Values;

namespace Slipway.Images.Publishing;

/// <summary>The services cannot be compiled.</summary>
internal sealed class PublishRefusal(string what, string where, string next) : Refusal(what, where, next);
