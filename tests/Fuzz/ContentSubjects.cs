using Slipway.Images.Packing;
using Slipway.Images.Publishing;
using Slipway.Pipeline.Planning;
using Slipway.SupplyChain.Auditing;
using Slipway.SupplyChain.Bundles;
using Slipway.SupplyChain.Contents;
using Slipway.Values;

namespace Slipway.Fuzz;

/// <summary>Files and output of the .NET SDK, and the package databases of images.</summary>
internal static class ContentSubjects
{
    public static IReadOnlyList<Subject> All { get; } =
    [
        Subject.OfText("assets", Assets, typeof(FormatException)),
        Subject.OfText("deps", Deps, typeof(FormatException)),
        Subject.OfText("runtimeconfig", text => RuntimeNeeds.Parse(text), typeof(FormatException)),
        Subject.OfText("package-listing", text => PackageListing.Parse(text), typeof(FormatException)),
        Subject.OfText("package-download", text => DownloadedPackage.Parse(text), typeof(FormatException)),
        Subject.OfText(
            "static-assets",
            text => UntrustedJson.Read(text, "The list of files", StaticAssets.WithoutTimes),
            typeof(FormatException)
        ),
        Subject.OfFormat("bundle", bytes => BundleDocument.Read(bytes, [])),
        Subject.OfFormat("plan", bytes => PlanJson.Read(bytes)),
        new("os-release", bytes => PackageDatabases.Read(Files("etc/os-release", bytes), complete: true)),
        new("dpkg", bytes => PackageDatabases.Read(Files("var/lib/dpkg/status", bytes), complete: true)),
        new("apk", bytes => PackageDatabases.Read(Files("lib/apk/db/installed", bytes), complete: true)),
    ];

    private static void Assets(string text)
    {
        AssetsFile.Folders(text);
        AssetsFile.Downloads(text);
        AssetsFile.Parse(text, "linux-x64", _ => null);
        new DownloadedPackage("a", "1.0.0").IsIn(text);
    }

    private static void Deps(string text)
    {
        DepsFile.RuntimePacks(DepsFile.Parse(text));
        LayerPlan.Of([], text);
    }

    private static Dictionary<string, byte[]> Files(string path, byte[] content) =>
        new() { [path] = content };
}
