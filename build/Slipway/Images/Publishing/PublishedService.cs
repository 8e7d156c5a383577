using Slipway.Services;
using Slipway.Values;

namespace Slipway.Images.Publishing;

/// <summary>The output of <c>dotnet publish</c> for a service.</summary>
/// <param name="Service">The service.</param>
/// <param name="Folder">The publish folder.</param>
/// <param name="Program">What to start, and how.</param>
/// <param name="Runtime">
/// The platform whose .NET runtime is part of it; null for a program without one, which runs on all.
/// </param>
/// <param name="Sources">What it was made from.</param>
internal sealed record PublishedService(
    Service Service,
    string Folder,
    ProgramSettings Program,
    Platform? Runtime,
    ProjectSources Sources
)
{
    /// <summary>
    /// Whether the .NET runtime is part of it; then there is a program of the assembly's name.
    /// </summary>
    public bool SelfContained => Runtime is not null;

    /// <summary>The name of the assembly to start, without its extension.</summary>
    public string EntryAssembly => Program.Assembly;

    /// <summary>What the program needs to start and the folder lacks.</summary>
    public IReadOnlyList<string> MissingFiles()
    {
        IEnumerable<string> parts = [".dll", ".runtimeconfig.json"];
        return
        [
            .. (SelfContained ? parts.Prepend("") : parts)
                .Select(part => EntryAssembly + part)
                .Where(file => !File.Exists(Path.Combine(Folder, file))),
        ];
    }
}
