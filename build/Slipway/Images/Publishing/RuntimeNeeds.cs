using System.Text.Json.Nodes;
using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.Images.Publishing;

/// <summary>
/// Which shared frameworks a published program needs, from its <c>runtimeconfig.json</c>.
/// </summary>
/// <param name="Frameworks">Name and version of each.</param>
/// <param name="RollsOverMajor">Whether it accepts a later major version (<c>rollForward</c>).</param>
internal sealed record RuntimeNeeds(
    IReadOnlyList<(string Name, Version Version)> Frameworks,
    bool RollsOverMajor
)
{
    /// <exception cref="FormatException">It is not JSON, or a framework has no name or version.</exception>
    public static RuntimeNeeds Parse(string runtimeConfig)
    {
        var options = UntrustedJson.Parse(runtimeConfig, "the runtime configuration").Field("runtimeOptions");
        var all = options.Items("frameworks").ToList();
        if (options.TryField("framework", out var single))
            all.Add(single);
        return new RuntimeNeeds(
            [.. all.Select(f => (f.RequiredText("name"), VersionOf(f.RequiredText("version"))))],
            options.Text("rollForward") is "Major" or "LatestMajor"
        );
    }

    /// <summary>
    /// What is missing in a base image for this program, as "ASP.NET Core 10.0"; null where nothing is.
    /// Microsoft's images declare what they hold in DOTNET_VERSION and ASPNET_VERSION.
    /// </summary>
    public string? MissingIn(ImageConfig baseImage)
    {
        foreach (var (name, wanted) in Frameworks)
        {
            var (label, variable) =
                name == "Microsoft.AspNetCore.App"
                    ? ("ASP.NET Core", "ASPNET_VERSION")
                    : (".NET", "DOTNET_VERSION");
            var present = baseImage.Variable(variable) is { } text ? VersionOf(text) : null;
            var fits =
                present is not null && present >= wanted && (present.Major == wanted.Major || RollsOverMajor);
            if (!fits)
                return $"{label} {wanted.Major}.{wanted.Minor}";
        }
        return null;
    }

    /// <summary>Whether a base image says that it holds any .NET runtime at all.</summary>
    public static bool AnyIn(ImageConfig baseImage) => baseImage.Variable("DOTNET_VERSION") is not null;

    // "10.0.1" and "10.0.0-rc.1" alike: a preview counts as its release.
    private static Version VersionOf(string text) =>
        Version.TryParse(text.Split('-')[0], out var version) ? version : new Version(0, 0);
}
