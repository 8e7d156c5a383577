using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Setters for <see cref="DotNetPublishSettings"/>.</summary>
public static class DotNetPublishSettingsExtensions
{
    public static T SetProject<T>(this T o, string v)
        where T : DotNetPublishSettings => o.With<T>(x => x.Project = v);

    public static T SetConfiguration<T>(this T o, string v)
        where T : DotNetPublishSettings => o.With<T>(x => x.Configuration = v);

    public static T SetFramework<T>(this T o, string v)
        where T : DotNetPublishSettings => o.With<T>(x => x.Framework = v);

    public static T SetForce<T>(this T o, bool? v)
        where T : DotNetPublishSettings => o.With<T>(x => x.Force = v);

    public static T EnableForce<T>(this T o)
        where T : DotNetPublishSettings => o.SetForce(true);

    public static T DisableForce<T>(this T o)
        where T : DotNetPublishSettings => o.SetForce(false);

    public static T SetNoBuild<T>(this T o, bool? v)
        where T : DotNetPublishSettings => o.With<T>(x => x.NoBuild = v);

    public static T EnableNoBuild<T>(this T o)
        where T : DotNetPublishSettings => o.SetNoBuild(true);

    public static T DisableNoBuild<T>(this T o)
        where T : DotNetPublishSettings => o.SetNoBuild(false);

    public static T SetNoDependencies<T>(this T o, bool? v)
        where T : DotNetPublishSettings => o.With<T>(x => x.NoDependencies = v);

    public static T EnableNoDependencies<T>(this T o)
        where T : DotNetPublishSettings => o.SetNoDependencies(true);

    public static T DisableNoDependencies<T>(this T o)
        where T : DotNetPublishSettings => o.SetNoDependencies(false);

    public static T SetNoLogo<T>(this T o, bool? v)
        where T : DotNetPublishSettings => o.With<T>(x => x.NoLogo = v);

    public static T EnableNoLogo<T>(this T o)
        where T : DotNetPublishSettings => o.SetNoLogo(true);

    public static T DisableNoLogo<T>(this T o)
        where T : DotNetPublishSettings => o.SetNoLogo(false);

    public static T SetNoRestore<T>(this T o, bool? v)
        where T : DotNetPublishSettings => o.With<T>(x => x.NoRestore = v);

    public static T EnableNoRestore<T>(this T o)
        where T : DotNetPublishSettings => o.SetNoRestore(true);

    public static T DisableNoRestore<T>(this T o)
        where T : DotNetPublishSettings => o.SetNoRestore(false);

    public static T SetOutput<T>(this T o, string v)
        where T : DotNetPublishSettings => o.With<T>(x => x.Output = v);

    public static T SetProperty<T>(this T o, string k, object v)
        where T : DotNetPublishSettings =>
        o.With<T>(x => x.Properties = new Dictionary<string, object>(x.Properties) { [k] = v });

    public static T SetVersion<T>(this T o, string v)
        where T : DotNetPublishSettings => o.SetProperty("Version", v);

    public static T SetAssemblyVersion<T>(this T o, string v)
        where T : DotNetPublishSettings => o.SetProperty("AssemblyVersion", v);

    public static T SetFileVersion<T>(this T o, string v)
        where T : DotNetPublishSettings => o.SetProperty("FileVersion", v);

    public static T SetInformationalVersion<T>(this T o, string v)
        where T : DotNetPublishSettings => o.SetProperty("InformationalVersion", v);

    public static T SetRuntime<T>(this T o, string v)
        where T : DotNetPublishSettings => o.With<T>(x => x.Runtime = v);

    public static T SetSelfContained<T>(this T o, bool? v)
        where T : DotNetPublishSettings => o.With<T>(x => x.SelfContained = v);

    public static T EnableSelfContained<T>(this T o)
        where T : DotNetPublishSettings => o.SetSelfContained(true);

    public static T DisableSelfContained<T>(this T o)
        where T : DotNetPublishSettings => o.SetSelfContained(false);

    public static T SetVerbosity<T>(this T o, DotNetVerbosity v)
        where T : DotNetPublishSettings => o.With<T>(x => x.Verbosity = v);

    public static T SetVersionSuffix<T>(this T o, string v)
        where T : DotNetPublishSettings => o.With<T>(x => x.VersionSuffix = v);
}
