namespace Slipway.Services.Templates;

/// <summary>A text file of the repository.</summary>
/// <param name="Path">Relative to the repository, with slashes.</param>
/// <param name="Text">What it holds.</param>
public sealed record TemplateFile(string Path, string Text);
