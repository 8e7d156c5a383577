using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Setters for <see cref="DotNetRestoreSettings"/>.</summary>
public static class DotNetRestoreSettingsExtensions
{
    public static T SetProjectFile<T>(this T o, string v)
        where T : DotNetRestoreSettings => o.With<T>(x => x.ProjectFile = v);

    public static T SetConfigFile<T>(this T o, string v)
        where T : DotNetRestoreSettings => o.With<T>(x => x.ConfigFile = v);

    public static T SetDisableParallel<T>(this T o, bool? v)
        where T : DotNetRestoreSettings => o.With<T>(x => x.DisableParallel = v);

    public static T EnableDisableParallel<T>(this T o)
        where T : DotNetRestoreSettings => o.SetDisableParallel(true);

    public static T DisableDisableParallel<T>(this T o)
        where T : DotNetRestoreSettings => o.SetDisableParallel(false);

    public static T SetForce<T>(this T o, bool? v)
        where T : DotNetRestoreSettings => o.With<T>(x => x.Force = v);

    public static T EnableForce<T>(this T o)
        where T : DotNetRestoreSettings => o.SetForce(true);

    public static T DisableForce<T>(this T o)
        where T : DotNetRestoreSettings => o.SetForce(false);

    public static T SetForceEvaluate<T>(this T o, bool? v)
        where T : DotNetRestoreSettings => o.With<T>(x => x.ForceEvaluate = v);

    public static T EnableForceEvaluate<T>(this T o)
        where T : DotNetRestoreSettings => o.SetForceEvaluate(true);

    public static T DisableForceEvaluate<T>(this T o)
        where T : DotNetRestoreSettings => o.SetForceEvaluate(false);

    public static T SetIgnoreFailedSources<T>(this T o, bool? v)
        where T : DotNetRestoreSettings => o.With<T>(x => x.IgnoreFailedSources = v);

    public static T EnableIgnoreFailedSources<T>(this T o)
        where T : DotNetRestoreSettings => o.SetIgnoreFailedSources(true);

    public static T DisableIgnoreFailedSources<T>(this T o)
        where T : DotNetRestoreSettings => o.SetIgnoreFailedSources(false);

    public static T SetLockedMode<T>(this T o, bool? v)
        where T : DotNetRestoreSettings => o.With<T>(x => x.LockedMode = v);

    public static T EnableLockedMode<T>(this T o)
        where T : DotNetRestoreSettings => o.SetLockedMode(true);

    public static T DisableLockedMode<T>(this T o)
        where T : DotNetRestoreSettings => o.SetLockedMode(false);

    public static T SetNoCache<T>(this T o, bool? v)
        where T : DotNetRestoreSettings => o.With<T>(x => x.NoCache = v);

    public static T EnableNoCache<T>(this T o)
        where T : DotNetRestoreSettings => o.SetNoCache(true);

    public static T DisableNoCache<T>(this T o)
        where T : DotNetRestoreSettings => o.SetNoCache(false);

    public static T SetNoDependencies<T>(this T o, bool? v)
        where T : DotNetRestoreSettings => o.With<T>(x => x.NoDependencies = v);

    public static T EnableNoDependencies<T>(this T o)
        where T : DotNetRestoreSettings => o.SetNoDependencies(true);

    public static T DisableNoDependencies<T>(this T o)
        where T : DotNetRestoreSettings => o.SetNoDependencies(false);

    public static T SetPackageDirectory<T>(this T o, string v)
        where T : DotNetRestoreSettings => o.With<T>(x => x.PackageDirectory = v);

    public static T SetProperty<T>(this T o, string k, object v)
        where T : DotNetRestoreSettings =>
        o.With<T>(x => x.Properties = new Dictionary<string, object>(x.Properties) { [k] = v });

    public static T SetRuntime<T>(this T o, string v)
        where T : DotNetRestoreSettings => o.With<T>(x => x.Runtime = v);

    public static T SetSources<T>(this T o, params string[] v)
        where T : DotNetRestoreSettings => o.With<T>(x => x.Sources = [.. v]);

    public static T AddSources<T>(this T o, params string[] v)
        where T : DotNetRestoreSettings => o.With<T>(x => x.Sources = [.. x.Sources, .. v]);

    public static T SetVerbosity<T>(this T o, DotNetVerbosity v)
        where T : DotNetRestoreSettings => o.With<T>(x => x.Verbosity = v);
}
