using Nuke.Common.Reporting;
using Nuke.Common.Utilities;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Nuke.Common.Execution;

/// <summary>Configures Serilog's global logger, which prints everything but decoration.</summary>
internal static class Logging
{
    private static readonly LoggingLevelSwitch s_levelSwitch = new(LogEventLevel.Debug);

    private static string s_target;

    /// <summary>The least severe events that are logged; may change at any time.</summary>
    internal static LogLevel Level
    {
        get =>
            s_levelSwitch.MinimumLevel switch
            {
                LogEventLevel.Verbose => LogLevel.Trace,
                LogEventLevel.Warning => LogLevel.Warning,
                LogEventLevel.Error or LogEventLevel.Fatal => LogLevel.Error,
                _ => LogLevel.Normal,
            };
        set =>
            s_levelSwitch.MinimumLevel = value switch
            {
                LogLevel.Trace => LogEventLevel.Verbose,
                LogLevel.Warning => LogEventLevel.Warning,
                LogLevel.Error => LogEventLevel.Error,
                _ => LogEventLevel.Debug,
            };
    }

    internal static ProblemSink Problems { get; } = new(() => s_target ?? "");

    /// <summary>Configures the logger; without a build, before the host is known, only the console.</summary>
    internal static void Configure(NukeBuild build = null)
    {
        var configuration = new LoggerConfiguration().MinimumLevel.ControlledBy(s_levelSwitch);
        if (build != null)
            configuration.Filter.ByExcluding(x => NukeBuild.Host.FilterMessage(x.MessageTemplate.Text));
        if (build != null && NukeBuild.IsServerBuild)
            configuration.WriteTo.Sink(new HostSink(NukeBuild.Host));
        Log.Logger = configuration.WriteTo.Sink(new ConsoleSink()).WriteTo.Sink(Problems).CreateLogger();
    }

    /// <summary>Attributes warnings and errors to a target until the result is disposed.</summary>
    internal static IDisposable SetTarget(string name) =>
        DelegateDisposable.CreateBracket(() => s_target = name, () => s_target = null);
}
