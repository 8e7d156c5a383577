using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Setters for <see cref="DotNetPackSettings"/>.</summary>
public static class DotNetPackSettingsExtensions
{
    public static T SetProject<T>(this T o, string v)
        where T : DotNetPackSettings => o.With<T>(x => x.Project = v);

    public static T SetConfiguration<T>(this T o, string v)
        where T : DotNetPackSettings => o.With<T>(x => x.Configuration = v);

    public static T SetForce<T>(this T o, bool? v)
        where T : DotNetPackSettings => o.With<T>(x => x.Force = v);

    public static T EnableForce<T>(this T o)
        where T : DotNetPackSettings => o.SetForce(true);

    public static T DisableForce<T>(this T o)
        where T : DotNetPackSettings => o.SetForce(false);

    public static T SetIncludeSource<T>(this T o, bool? v)
        where T : DotNetPackSettings => o.With<T>(x => x.IncludeSource = v);

    public static T EnableIncludeSource<T>(this T o)
        where T : DotNetPackSettings => o.SetIncludeSource(true);

    public static T DisableIncludeSource<T>(this T o)
        where T : DotNetPackSettings => o.SetIncludeSource(false);

    public static T SetIncludeSymbols<T>(this T o, bool? v)
        where T : DotNetPackSettings => o.With<T>(x => x.IncludeSymbols = v);

    public static T EnableIncludeSymbols<T>(this T o)
        where T : DotNetPackSettings => o.SetIncludeSymbols(true);

    public static T DisableIncludeSymbols<T>(this T o)
        where T : DotNetPackSettings => o.SetIncludeSymbols(false);

    public static T SetOutputDirectory<T>(this T o, string v)
        where T : DotNetPackSettings => o.With<T>(x => x.OutputDirectory = v);

    public static T SetNoBuild<T>(this T o, bool? v)
        where T : DotNetPackSettings => o.With<T>(x => x.NoBuild = v);

    public static T EnableNoBuild<T>(this T o)
        where T : DotNetPackSettings => o.SetNoBuild(true);

    public static T DisableNoBuild<T>(this T o)
        where T : DotNetPackSettings => o.SetNoBuild(false);

    public static T SetNoDependencies<T>(this T o, bool? v)
        where T : DotNetPackSettings => o.With<T>(x => x.NoDependencies = v);

    public static T EnableNoDependencies<T>(this T o)
        where T : DotNetPackSettings => o.SetNoDependencies(true);

    public static T DisableNoDependencies<T>(this T o)
        where T : DotNetPackSettings => o.SetNoDependencies(false);

    public static T SetNoRestore<T>(this T o, bool? v)
        where T : DotNetPackSettings => o.With<T>(x => x.NoRestore = v);

    public static T EnableNoRestore<T>(this T o)
        where T : DotNetPackSettings => o.SetNoRestore(true);

    public static T DisableNoRestore<T>(this T o)
        where T : DotNetPackSettings => o.SetNoRestore(false);

    public static T SetNoLogo<T>(this T o, bool? v)
        where T : DotNetPackSettings => o.With<T>(x => x.NoLogo = v);

    public static T EnableNoLogo<T>(this T o)
        where T : DotNetPackSettings => o.SetNoLogo(true);

    public static T DisableNoLogo<T>(this T o)
        where T : DotNetPackSettings => o.SetNoLogo(false);

    public static T SetProperty<T>(this T o, string k, object v)
        where T : DotNetPackSettings =>
        o.With<T>(x => x.Properties = new Dictionary<string, object>(x.Properties) { [k] = v });

    public static T SetVersion<T>(this T o, string v)
        where T : DotNetPackSettings => o.SetProperty("Version", v);

    public static T SetAssemblyVersion<T>(this T o, string v)
        where T : DotNetPackSettings => o.SetProperty("AssemblyVersion", v);

    public static T SetFileVersion<T>(this T o, string v)
        where T : DotNetPackSettings => o.SetProperty("FileVersion", v);

    public static T SetInformationalVersion<T>(this T o, string v)
        where T : DotNetPackSettings => o.SetProperty("InformationalVersion", v);

    public static T SetRuntime<T>(this T o, string v)
        where T : DotNetPackSettings => o.With<T>(x => x.Runtime = v);

    public static T SetServiceable<T>(this T o, bool? v)
        where T : DotNetPackSettings => o.With<T>(x => x.Serviceable = v);

    public static T EnableServiceable<T>(this T o)
        where T : DotNetPackSettings => o.SetServiceable(true);

    public static T DisableServiceable<T>(this T o)
        where T : DotNetPackSettings => o.SetServiceable(false);

    public static T SetVerbosity<T>(this T o, DotNetVerbosity v)
        where T : DotNetPackSettings => o.With<T>(x => x.Verbosity = v);

    public static T SetVersionSuffix<T>(this T o, string v)
        where T : DotNetPackSettings => o.With<T>(x => x.VersionSuffix = v);
}
