using Slipway.Services;

namespace Slipway.Images.Publishing;

/// <summary>A service as <c>dotnet publish</c> left it.</summary>
/// <param name="Service">The service.</param>
/// <param name="Folder">The publish folder.</param>
/// <param name="Program">What to start, and how.</param>
/// <param name="SelfContained">
/// Whether the .NET runtime is part of it; then there is a program of the assembly's name.
/// </param>
/// <param name="Sources">What it was made from.</param>
internal sealed record PublishedService(
    Service Service, string Folder, ProgramSettings Program, bool SelfContained, ProjectSources Sources)
{
    /// <summary>The name of the assembly to start, without its extension.</summary>
    public string EntryAssembly => Program.Assembly;
}
