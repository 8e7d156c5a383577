using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Setters for <see cref="DotNetBuildSettings"/>.</summary>
public static class DotNetBuildSettingsExtensions
{
    public static T SetProjectFile<T>(this T o, string v)
        where T : DotNetBuildSettings => o.With<T>(x => x.ProjectFile = v);

    public static T SetConfiguration<T>(this T o, string v)
        where T : DotNetBuildSettings => o.With<T>(x => x.Configuration = v);

    public static T SetFramework<T>(this T o, string v)
        where T : DotNetBuildSettings => o.With<T>(x => x.Framework = v);

    public static T SetForce<T>(this T o, bool? v)
        where T : DotNetBuildSettings => o.With<T>(x => x.Force = v);

    public static T EnableForce<T>(this T o)
        where T : DotNetBuildSettings => o.SetForce(true);

    public static T DisableForce<T>(this T o)
        where T : DotNetBuildSettings => o.SetForce(false);

    public static T SetNoDependencies<T>(this T o, bool? v)
        where T : DotNetBuildSettings => o.With<T>(x => x.NoDependencies = v);

    public static T EnableNoDependencies<T>(this T o)
        where T : DotNetBuildSettings => o.SetNoDependencies(true);

    public static T DisableNoDependencies<T>(this T o)
        where T : DotNetBuildSettings => o.SetNoDependencies(false);

    public static T SetNoIncremental<T>(this T o, bool? v)
        where T : DotNetBuildSettings => o.With<T>(x => x.NoIncremental = v);

    public static T EnableNoIncremental<T>(this T o)
        where T : DotNetBuildSettings => o.SetNoIncremental(true);

    public static T DisableNoIncremental<T>(this T o)
        where T : DotNetBuildSettings => o.SetNoIncremental(false);

    public static T SetNoRestore<T>(this T o, bool? v)
        where T : DotNetBuildSettings => o.With<T>(x => x.NoRestore = v);

    public static T EnableNoRestore<T>(this T o)
        where T : DotNetBuildSettings => o.SetNoRestore(true);

    public static T DisableNoRestore<T>(this T o)
        where T : DotNetBuildSettings => o.SetNoRestore(false);

    public static T SetNoLogo<T>(this T o, bool? v)
        where T : DotNetBuildSettings => o.With<T>(x => x.NoLogo = v);

    public static T EnableNoLogo<T>(this T o)
        where T : DotNetBuildSettings => o.SetNoLogo(true);

    public static T DisableNoLogo<T>(this T o)
        where T : DotNetBuildSettings => o.SetNoLogo(false);

    public static T SetOutputDirectory<T>(this T o, string v)
        where T : DotNetBuildSettings => o.With<T>(x => x.OutputDirectory = v);

    public static T SetProperty<T>(this T o, string k, object v)
        where T : DotNetBuildSettings =>
        o.With<T>(x => x.Properties = new Dictionary<string, object>(x.Properties) { [k] = v });

    public static T SetVersion<T>(this T o, string v)
        where T : DotNetBuildSettings => o.SetProperty("Version", v);

    public static T SetAssemblyVersion<T>(this T o, string v)
        where T : DotNetBuildSettings => o.SetProperty("AssemblyVersion", v);

    public static T SetFileVersion<T>(this T o, string v)
        where T : DotNetBuildSettings => o.SetProperty("FileVersion", v);

    public static T SetInformationalVersion<T>(this T o, string v)
        where T : DotNetBuildSettings => o.SetProperty("InformationalVersion", v);

    public static T SetRuntime<T>(this T o, string v)
        where T : DotNetBuildSettings => o.With<T>(x => x.Runtime = v);

    public static T SetSelfContained<T>(this T o, bool? v)
        where T : DotNetBuildSettings => o.With<T>(x => x.SelfContained = v);

    public static T EnableSelfContained<T>(this T o)
        where T : DotNetBuildSettings => o.SetSelfContained(true);

    public static T DisableSelfContained<T>(this T o)
        where T : DotNetBuildSettings => o.SetSelfContained(false);

    public static T SetVerbosity<T>(this T o, DotNetVerbosity v)
        where T : DotNetBuildSettings => o.With<T>(x => x.Verbosity = v);

    public static T SetVersionSuffix<T>(this T o, string v)
        where T : DotNetBuildSettings => o.With<T>(x => x.VersionSuffix = v);
}
