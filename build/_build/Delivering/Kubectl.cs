using Slipway.Manifests;

namespace Slipway.Targets.Delivering;

/// <summary>
/// The program that renders manifests. It is needed late in a release, so it is looked for early.
/// </summary>
internal static class Kubectl
{
    /// <summary>Makes sure that it is installed, without starting it.</summary>
    /// <param name="path">Folders of programs, as in the variable PATH.</param>
    /// <exception cref="KubectlMissingException">None of the folders has it.</exception>
    public static void Require(string path)
    {
        var name = OperatingSystem.IsWindows() ? "kubectl.exe" : "kubectl";
        var folders = path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, name))))
            throw new KubectlMissingException();
    }
}
