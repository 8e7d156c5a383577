namespace Slipway.Manifests;

/// <summary>Something wrong with a manifest.</summary>
/// <param name="Object">The object, for example <c>deployment/movie</c>.</param>
/// <param name="Message">What is wrong, in one sentence.</param>
/// <param name="IsFatal">Whether it cannot work; otherwise it is only suspicious.</param>
public sealed record ManifestError(string Object, string Message, bool IsFatal = true);
