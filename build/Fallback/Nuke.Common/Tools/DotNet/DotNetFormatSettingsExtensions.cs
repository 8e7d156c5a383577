using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Setters for <see cref="DotNetFormatSettings"/>.</summary>
public static class DotNetFormatSettingsExtensions
{
    public static T SetProject<T>(this T o, string v)
        where T : DotNetFormatSettings => o.With<T>(x => x.Project = v);

    public static T SetInclude<T>(this T o, params string[] v)
        where T : DotNetFormatSettings => o.With<T>(x => x.Include = [.. v]);

    public static T AddInclude<T>(this T o, params string[] v)
        where T : DotNetFormatSettings => o.With<T>(x => x.Include = [.. x.Include, .. v]);

    public static T SetExclude<T>(this T o, params string[] v)
        where T : DotNetFormatSettings => o.With<T>(x => x.Exclude = [.. v]);

    public static T AddExclude<T>(this T o, params string[] v)
        where T : DotNetFormatSettings => o.With<T>(x => x.Exclude = [.. x.Exclude, .. v]);

    public static T SetNoRestore<T>(this T o, bool? v)
        where T : DotNetFormatSettings => o.With<T>(x => x.NoRestore = v);

    public static T EnableNoRestore<T>(this T o)
        where T : DotNetFormatSettings => o.SetNoRestore(true);

    public static T DisableNoRestore<T>(this T o)
        where T : DotNetFormatSettings => o.SetNoRestore(false);

    public static T SetVerifyNoChanges<T>(this T o, bool? v)
        where T : DotNetFormatSettings => o.With<T>(x => x.VerifyNoChanges = v);

    public static T EnableVerifyNoChanges<T>(this T o)
        where T : DotNetFormatSettings => o.SetVerifyNoChanges(true);

    public static T DisableVerifyNoChanges<T>(this T o)
        where T : DotNetFormatSettings => o.SetVerifyNoChanges(false);

    public static T SetVerbosity<T>(this T o, DotNetVerbosity v)
        where T : DotNetFormatSettings => o.With<T>(x => x.Verbosity = v);
}
