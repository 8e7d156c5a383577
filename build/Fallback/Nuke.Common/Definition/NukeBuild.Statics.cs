using System.Reflection;
using Nuke.Common.CI;
using Nuke.Common.Execution;
using Nuke.Common.IO;
using Nuke.Common.Parameters;

namespace Nuke.Common;

public abstract partial class NukeBuild
{
    private static readonly Lazy<AbsolutePath> s_root = new(RootDirectoryLocation.Find);
    private static readonly Lazy<Host> s_processHost = new(HostSelection.Select);
    private static readonly Lazy<string[]> s_profiles = new(() =>
        (string[])ParameterBinding.Current.BindOfEngine("Profile", typeof(string[]), filesToo: false) ?? []
    );

    [Parameter("Root directory during build execution.", Name = "Root")]
    public static AbsolutePath RootDirectory => s_root.Value;

    /// <summary><c>.nuke/temp</c> below the root; git ignores it.</summary>
    public static AbsolutePath TemporaryDirectory => (RootDirectory / ".nuke" / "temp").CreateDirectory();

    [Parameter("Logging verbosity during build execution. Default is 'Normal'.")]
    public static Verbosity Verbosity
    {
        get => (Verbosity)Logging.Level;
        set => Logging.Level = (LogLevel)value;
    }

    [Parameter("Host for execution. Default is 'automatic'.")]
    public static Host Host => s_processHost.Value;

    [Parameter("Defines the profiles to load.", Name = "Profile")]
    public static string[] LoadedLocalProfiles => s_profiles.Value;

    public static bool IsLocalBuild => !IsServerBuild;

    public static bool IsServerBuild => Host is IBuildServer;

    AbsolutePath INukeBuild.RootDirectory => RootDirectory;

    AbsolutePath INukeBuild.TemporaryDirectory => TemporaryDirectory;

    Verbosity INukeBuild.Verbosity => Verbosity;

    Host INukeBuild.Host => Host;

    bool INukeBuild.IsLocalBuild => IsLocalBuild;

    bool INukeBuild.IsServerBuild => IsServerBuild;
}
