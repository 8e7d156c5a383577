using Nuke.Common.Reporting;
using Nuke.Common.Utilities;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Nuke.Common.Execution;

/// <summary>Sets up Serilog's global logger, through which everything but decoration is printed.</summary>
public static class Logging
{
    public static readonly LoggingLevelSwitch LevelSwitch = new(LogEventLevel.Debug);

    private static string s_target;

    /// <summary>The least severe events that are logged; may change at any time.</summary>
    public static LogLevel Level
    {
        get =>
            LevelSwitch.MinimumLevel switch
            {
                LogEventLevel.Verbose => LogLevel.Trace,
                LogEventLevel.Warning => LogLevel.Warning,
                LogEventLevel.Error or LogEventLevel.Fatal => LogLevel.Error,
                _ => LogLevel.Normal,
            };
        set =>
            LevelSwitch.MinimumLevel = value switch
            {
                LogLevel.Trace => LogEventLevel.Verbose,
                LogLevel.Warning => LogEventLevel.Warning,
                LogLevel.Error => LogEventLevel.Error,
                _ => LogEventLevel.Debug,
            };
    }

    internal static ProblemSink Problems { get; } = new(() => s_target ?? "");

    public static void Configure(INukeBuild build = null) =>
        Log.Logger = new LoggerConfiguration()
            .ConfigureLevel()
            .ConfigureFilter(build)
            .ConfigureHost(build)
            .ConfigureConsole(build)
            .ConfigureInMemory(build)
            .CreateLogger();

    public static LoggerConfiguration ConfigureLevel(this LoggerConfiguration configuration) =>
        configuration.MinimumLevel.ControlledBy(LevelSwitch);

    public static LoggerConfiguration ConfigureConsole(
        this LoggerConfiguration configuration,
        INukeBuild build
    ) => configuration.WriteTo.Sink(new ConsoleSink());

    public static LoggerConfiguration ConfigureInMemory(
        this LoggerConfiguration configuration,
        INukeBuild build
    ) => configuration.WriteTo.Sink(Problems);

    public static LoggerConfiguration ConfigureHost(
        this LoggerConfiguration configuration,
        INukeBuild build
    ) =>
        build == null || build.IsLocalBuild
            ? configuration
            : configuration.WriteTo.Sink(new HostSink(build.Host));

    public static LoggerConfiguration ConfigureFilter(
        this LoggerConfiguration configuration,
        INukeBuild build
    ) =>
        build == null
            ? configuration
            : configuration.Filter.ByExcluding(x => build.Host.FilterMessage(x.MessageTemplate.Text));

    /// <summary>Names the target that warnings and errors belong to, until the result is disposed.</summary>
    public static IDisposable SetTarget(string name) =>
        DelegateDisposable.CreateBracket(() => s_target = name, () => s_target = null);
}
