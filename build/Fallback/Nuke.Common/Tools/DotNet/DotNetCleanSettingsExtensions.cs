using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Setters for <see cref="DotNetCleanSettings"/>.</summary>
public static class DotNetCleanSettingsExtensions
{
    public static T SetProject<T>(this T o, string v)
        where T : DotNetCleanSettings => o.With<T>(x => x.Project = v);

    public static T SetConfiguration<T>(this T o, string v)
        where T : DotNetCleanSettings => o.With<T>(x => x.Configuration = v);

    public static T SetFramework<T>(this T o, string v)
        where T : DotNetCleanSettings => o.With<T>(x => x.Framework = v);

    public static T SetNoLogo<T>(this T o, bool? v)
        where T : DotNetCleanSettings => o.With<T>(x => x.NoLogo = v);

    public static T EnableNoLogo<T>(this T o)
        where T : DotNetCleanSettings => o.SetNoLogo(true);

    public static T DisableNoLogo<T>(this T o)
        where T : DotNetCleanSettings => o.SetNoLogo(false);

    public static T SetOutput<T>(this T o, string v)
        where T : DotNetCleanSettings => o.With<T>(x => x.Output = v);

    public static T SetRuntime<T>(this T o, string v)
        where T : DotNetCleanSettings => o.With<T>(x => x.Runtime = v);

    public static T SetProperty<T>(this T o, string k, object v)
        where T : DotNetCleanSettings =>
        o.With<T>(x => x.Properties = new Dictionary<string, object>(x.Properties) { [k] = v });

    public static T SetVerbosity<T>(this T o, DotNetVerbosity v)
        where T : DotNetCleanSettings => o.With<T>(x => x.Verbosity = v);
}
