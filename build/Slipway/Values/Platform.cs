using System.Diagnostics.CodeAnalysis;

namespace Slipway.Values;

/// <summary>
/// What an image runs on, as the OCI image-spec names it: operating system and architecture. Images are made
/// for those that .NET and Kubernetes nodes share.
/// </summary>
public sealed record Platform
{
    private Platform(string architecture, string runtime) =>
        (Architecture, Runtime) = (architecture, runtime);

    /// <summary>What images are built for by default.</summary>
    public static Platform Default { get; } = new("amd64", "linux-x64");

    /// <summary>All supported platforms.</summary>
    public static IReadOnlyList<Platform> All { get; } = [Default, new("arm64", "linux-arm64")];

    /// <summary>The architecture, as Go names it.</summary>
    public string Architecture { get; }

    /// <summary>.NET's name for the platform, the runtime identifier.</summary>
    public string Runtime { get; }

    /// <summary>The operating system.</summary>
    public string Os { get; } = "linux";

    /// <summary>Reads <c>os/architecture</c>; false where it is not supported.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Platform? platform) =>
        (platform = All.FirstOrDefault(known => known.ToString() == text)) is not null;

    /// <summary><c>os/architecture</c>.</summary>
    public override string ToString() => $"{Os}/{Architecture}";
}
