using Slipway.Manifests;

namespace Slipway.Targets.Delivering;

/// <summary>
/// The program that renders manifests. A release needs it late, so its absence is reported early.
/// </summary>
internal static class Kubectl
{
    /// <summary>Makes sure that it is installed, without starting it.</summary>
    /// <param name="path">Folders of programs, as in the variable PATH.</param>
    /// <exception cref="KubectlMissingException">It is in none of the folders.</exception>
    public static void Require(string path)
    {
        var name = OperatingSystem.IsWindows() ? "kubectl.exe" : "kubectl";
        var folders = path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, name))))
            throw new KubectlMissingException();
    }
}
