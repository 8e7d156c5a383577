using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Setters for <see cref="DotNetRunSettings"/>.</summary>
public static class DotNetRunSettingsExtensions
{
    public static T SetProjectFile<T>(this T o, string v)
        where T : DotNetRunSettings => o.With<T>(x => x.ProjectFile = v);

    public static T SetConfiguration<T>(this T o, string v)
        where T : DotNetRunSettings => o.With<T>(x => x.Configuration = v);

    public static T SetFramework<T>(this T o, string v)
        where T : DotNetRunSettings => o.With<T>(x => x.Framework = v);

    public static T SetLaunchProfile<T>(this T o, string v)
        where T : DotNetRunSettings => o.With<T>(x => x.LaunchProfile = v);

    public static T SetNoBuild<T>(this T o, bool? v)
        where T : DotNetRunSettings => o.With<T>(x => x.NoBuild = v);

    public static T EnableNoBuild<T>(this T o)
        where T : DotNetRunSettings => o.SetNoBuild(true);

    public static T DisableNoBuild<T>(this T o)
        where T : DotNetRunSettings => o.SetNoBuild(false);

    public static T SetNoDependencies<T>(this T o, bool? v)
        where T : DotNetRunSettings => o.With<T>(x => x.NoDependencies = v);

    public static T EnableNoDependencies<T>(this T o)
        where T : DotNetRunSettings => o.SetNoDependencies(true);

    public static T DisableNoDependencies<T>(this T o)
        where T : DotNetRunSettings => o.SetNoDependencies(false);

    public static T SetNoLaunchProfile<T>(this T o, bool? v)
        where T : DotNetRunSettings => o.With<T>(x => x.NoLaunchProfile = v);

    public static T EnableNoLaunchProfile<T>(this T o)
        where T : DotNetRunSettings => o.SetNoLaunchProfile(true);

    public static T DisableNoLaunchProfile<T>(this T o)
        where T : DotNetRunSettings => o.SetNoLaunchProfile(false);

    public static T SetNoRestore<T>(this T o, bool? v)
        where T : DotNetRunSettings => o.With<T>(x => x.NoRestore = v);

    public static T EnableNoRestore<T>(this T o)
        where T : DotNetRunSettings => o.SetNoRestore(true);

    public static T DisableNoRestore<T>(this T o)
        where T : DotNetRunSettings => o.SetNoRestore(false);

    public static T SetProperty<T>(this T o, string k, object v)
        where T : DotNetRunSettings =>
        o.With<T>(x => x.Properties = new Dictionary<string, object>(x.Properties) { [k] = v });

    public static T SetRuntime<T>(this T o, string v)
        where T : DotNetRunSettings => o.With<T>(x => x.Runtime = v);

    public static T SetVerbosity<T>(this T o, DotNetVerbosity v)
        where T : DotNetRunSettings => o.With<T>(x => x.Verbosity = v);

    public static T SetApplicationArguments<T>(this T o, params string[] v)
        where T : DotNetRunSettings => o.With<T>(x => x.ApplicationArguments = v);

    public static T SetApplicationArguments<T>(this T o, IEnumerable<string> v)
        where T : DotNetRunSettings => o.With<T>(x => x.ApplicationArguments = [.. v]);
}
