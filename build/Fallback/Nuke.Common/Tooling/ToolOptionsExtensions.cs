namespace Nuke.Common.Tooling;

/// <summary>Setters for what all tools have in common.</summary>
public static class ToolOptionsExtensions
{
    public static T SetProcessToolPath<T>(this T o, string v)
        where T : ToolOptions => o.With<T>(x => x.ProcessToolPath = v);

    public static T SetProcessWorkingDirectory<T>(this T o, string v)
        where T : ToolOptions => o.With<T>(x => x.ProcessWorkingDirectory = v);

    /// <summary>Sets one variable beside those that the process inherits.</summary>
    public static T SetProcessEnvironmentVariable<T>(this T o, string k, object v)
        where T : ToolOptions =>
        o.With<T>(x =>
            x.ProcessEnvironmentVariables = new Dictionary<string, string>(x.ProcessEnvironmentVariables)
            {
                [k] = v?.ToString(),
            }
        );

    public static T AddProcessAdditionalArguments<T>(this T o, params string[] v)
        where T : ToolOptions =>
        o.With<T>(x => x.ProcessAdditionalArguments = [.. x.ProcessAdditionalArguments, .. v]);

    public static T SetProcessAdditionalArguments<T>(this T o, params string[] v)
        where T : ToolOptions => o.With<T>(x => x.ProcessAdditionalArguments = [.. v]);

    /// <param name="v">Milliseconds.</param>
    public static T SetProcessExecutionTimeout<T>(this T o, int? v)
        where T : ToolOptions => o.With<T>(x => x.ProcessExecutionTimeout = v);

    public static T SetProcessOutputLogging<T>(this T o, bool? v)
        where T : ToolOptions => o.With<T>(x => x.ProcessOutputLogging = v);

    public static T EnableProcessOutputLogging<T>(this T o)
        where T : ToolOptions => o.SetProcessOutputLogging(true);

    public static T DisableProcessOutputLogging<T>(this T o)
        where T : ToolOptions => o.SetProcessOutputLogging(false);

    public static T SetProcessInvocationLogging<T>(this T o, bool? v)
        where T : ToolOptions => o.With<T>(x => x.ProcessInvocationLogging = v);

    public static T EnableProcessInvocationLogging<T>(this T o)
        where T : ToolOptions => o.SetProcessInvocationLogging(true);

    public static T DisableProcessInvocationLogging<T>(this T o)
        where T : ToolOptions => o.SetProcessInvocationLogging(false);
}
