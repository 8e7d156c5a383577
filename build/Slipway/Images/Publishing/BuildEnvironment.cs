namespace Slipway.Images.Publishing;

/// <summary>
/// MSBuild takes every environment variable for a property, whatever its case: a VERSION that some CI system
/// sets would become the version of every assembly. What would get into an image in this way is kept from it.
/// </summary>
internal static class BuildEnvironment
{
    // Properties that change what the compiler or the SDK writes, and that names of variables collide with in
    // practice.
    private static readonly HashSet<string> s_properties = new(StringComparer.OrdinalIgnoreCase)
    {
        "AssemblyVersion",
        "Authors",
        "Company",
        "Configuration",
        "ContinuousIntegrationBuild",
        "Copyright",
        "DebugSymbols",
        "DebugType",
        "DefineConstants",
        "Description",
        "Deterministic",
        "FileVersion",
        "InformationalVersion",
        "LangVersion",
        "Optimize",
        "OutDir",
        "OutputPath",
        "PackageVersion",
        "PathMap",
        "Platform",
        "Product",
        "PublishDir",
        "RepositoryCommit",
        "RepositoryUrl",
        "RuntimeIdentifier",
        "SelfContained",
        "SourceRevisionId",
        "TargetFramework",
        "Title",
        "Version",
        "VersionPrefix",
        "VersionSuffix",
    };

    // What an MSBuild that is our ancestor leaves behind for itself would lead the new one to the wrong SDK.
    private static readonly HashSet<string> s_inherited = new(StringComparer.OrdinalIgnoreCase)
    {
        "MSBuildSDKsPath",
        "MSBuildExtensionsPath",
        "MSBUILD_EXE_PATH",
        "MSBuildLoadMicrosoftTargetsReadOnly",
    };

    /// <summary>The value of a variable that reaches the build; null where there is none.</summary>
    public static string? Variable(string name)
    {
        if (s_properties.Contains(name) || s_inherited.Contains(name))
            return null;
        var all = Environment.GetEnvironmentVariables();
        var spelled = all
            .Keys.Cast<string>()
            .Where(key => key.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();
        return spelled is null ? null : (string?)all[spelled];
    }

    /// <summary>
    /// Removes from a new process's environment what must not reach the build, and has messages in English.
    /// </summary>
    public static void Clean(IDictionary<string, string?> environment)
    {
        foreach (var name in s_properties.Concat(s_inherited).SelectMany(Spellings).ToList())
            environment.Remove(name);
        environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        // A build is over before tiered optimization pays off.
        environment.TryAdd("DOTNET_TieredPGO", "0");

        IEnumerable<string> Spellings(string name) =>
            environment.Keys.Where(key => key.Equals(name, StringComparison.OrdinalIgnoreCase));
    }
}
