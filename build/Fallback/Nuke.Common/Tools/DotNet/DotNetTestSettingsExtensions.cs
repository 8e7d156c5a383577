using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Setters for <see cref="DotNetTestSettings"/>.</summary>
public static class DotNetTestSettingsExtensions
{
    public static T SetProjectFile<T>(this T o, string v)
        where T : DotNetTestSettings => o.With<T>(x => x.ProjectFile = v);

    public static T SetConfiguration<T>(this T o, string v)
        where T : DotNetTestSettings => o.With<T>(x => x.Configuration = v);

    public static T SetDataCollector<T>(this T o, string v)
        where T : DotNetTestSettings => o.With<T>(x => x.DataCollector = v);

    public static T SetFilter<T>(this T o, string v)
        where T : DotNetTestSettings => o.With<T>(x => x.Filter = v);

    public static T SetFramework<T>(this T o, string v)
        where T : DotNetTestSettings => o.With<T>(x => x.Framework = v);

    public static T SetLoggers<T>(this T o, params string[] v)
        where T : DotNetTestSettings => o.With<T>(x => x.Loggers = [.. v]);

    public static T AddLoggers<T>(this T o, params string[] v)
        where T : DotNetTestSettings => o.With<T>(x => x.Loggers = [.. x.Loggers, .. v]);

    public static T SetNoBuild<T>(this T o, bool? v)
        where T : DotNetTestSettings => o.With<T>(x => x.NoBuild = v);

    public static T EnableNoBuild<T>(this T o)
        where T : DotNetTestSettings => o.SetNoBuild(true);

    public static T DisableNoBuild<T>(this T o)
        where T : DotNetTestSettings => o.SetNoBuild(false);

    public static T SetNoRestore<T>(this T o, bool? v)
        where T : DotNetTestSettings => o.With<T>(x => x.NoRestore = v);

    public static T EnableNoRestore<T>(this T o)
        where T : DotNetTestSettings => o.SetNoRestore(true);

    public static T DisableNoRestore<T>(this T o)
        where T : DotNetTestSettings => o.SetNoRestore(false);

    public static T SetNoLogo<T>(this T o, bool? v)
        where T : DotNetTestSettings => o.With<T>(x => x.NoLogo = v);

    public static T EnableNoLogo<T>(this T o)
        where T : DotNetTestSettings => o.SetNoLogo(true);

    public static T DisableNoLogo<T>(this T o)
        where T : DotNetTestSettings => o.SetNoLogo(false);

    public static T SetOutput<T>(this T o, string v)
        where T : DotNetTestSettings => o.With<T>(x => x.Output = v);

    public static T SetProperty<T>(this T o, string k, object v)
        where T : DotNetTestSettings =>
        o.With<T>(x => x.Properties = new Dictionary<string, object>(x.Properties) { [k] = v });

    public static T SetResultsDirectory<T>(this T o, string v)
        where T : DotNetTestSettings => o.With<T>(x => x.ResultsDirectory = v);

    public static T SetRuntime<T>(this T o, string v)
        where T : DotNetTestSettings => o.With<T>(x => x.Runtime = v);

    public static T SetSettingsFile<T>(this T o, string v)
        where T : DotNetTestSettings => o.With<T>(x => x.SettingsFile = v);

    public static T SetVerbosity<T>(this T o, DotNetVerbosity v)
        where T : DotNetTestSettings => o.With<T>(x => x.Verbosity = v);
}
