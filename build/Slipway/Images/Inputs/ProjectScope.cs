namespace Slipway.Images.Inputs;

/// <summary>What a service is compiled from, as its projects say. Paths are absolute.</summary>
/// <param name="Folders">Everything below these counts.</param>
/// <param name="Files">These count too, wherever they are.</param>
/// <param name="Variables">
/// Properties that come from the environment where it has a variable of that name.
/// </param>
/// <param name="Markdown">Whether Markdown counts, which is otherwise there for people alone.</param>
/// <param name="Unclear">
/// What cannot be determined from the projects, so that the whole repository counts; null where all
/// can.
/// </param>
internal sealed record ProjectScope(
    IReadOnlySet<string> Folders,
    IReadOnlySet<string> Files,
    IReadOnlySet<string> Variables,
    bool Markdown,
    string? Unclear
);
