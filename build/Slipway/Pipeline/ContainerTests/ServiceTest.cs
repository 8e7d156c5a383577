using System.Globalization;
using Slipway.Reporting;

namespace Slipway.Pipeline.ContainerTests;

/// <summary>All checks of one service, in one container where its root can be read-only.</summary>
internal sealed class ServiceTest(
    TestedImage image,
    IContainerHost place,
    IReporter reporter,
    TimeProvider time
)
{
    private const string Live = "/healthz/live";
    private const int LogLines = 20;
    private const int Requests = 5;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly ImageRun _run = ImageRun.Of(image.For(HostPlatform.Name));
    private readonly List<CheckLine> _lines = [];
    private readonly List<string> _log = [];

    public async Task<ContainerReport> RunAsync(CancellationToken ct)
    {
        reporter.Info($"{image.Name}: starting in the {place.Name}");
        var first = await BeginAsync(place.Isolates, ct);
        var attempt = first;
        try
        {
            if (first.Failure is not null && place.Isolates)
            {
                _log.AddRange(await LogAsync(first, ct));
                await first.DisposeAsync();
                reporter.Info($"{image.Name}: does not serve with a read-only root; trying a writable one");
                attempt = await BeginAsync(readOnlyRoot: false, ct);
            }
            await CheckAsync(attempt, ct);
            Add(
                ContainerCheck.ReadOnlyRoot,
                ReadOnlyRule.Judge(place.Isolates, first.Failure, attempt.Failure is null)
            );
            var failed = _lines
                .Where(line => line.Result == CheckResult.Failed)
                .Select(line => line.Check)
                .ToList();
            // Where only the read-only root is at fault, the first attempt's output explains why.
            if (failed.Any(check => check != ContainerCheck.ReadOnlyRoot))
                _log.AddRange(await LogAsync(attempt, ct));
            return new ContainerReport(image.Name, [.. _lines], failed.Count > 0 ? [.. _log] : []);
        }
        finally
        {
            await attempt.DisposeAsync();
        }
    }

    private Task<ContainerStart> BeginAsync(bool readOnlyRoot, CancellationToken ct) =>
        ContainerStart.BeginAsync(image, place, readOnlyRoot, time, ct);

    private async Task CheckAsync(ContainerStart attempt, CancellationToken ct)
    {
        var path = image.Settings.Readiness;
        Add(
            ContainerCheck.Readiness,
            attempt.Failure is { } failure
                ? CheckFinding.Failed(failure)
                : CheckFinding.Passed(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{path} answers 200 after {attempt.Took.TotalSeconds:0.0} s"
                    )
                )
        );
        if (attempt.Container is not { } container || await container.ExitCodeAsync(ct) is not null)
        {
            var ended = CheckFinding.NotRun("it does not run");
            Add(ContainerCheck.Liveness, ended);
            Add(ContainerCheck.Metrics, ended);
            Add(ContainerCheck.User, UserRule.Judge(_run.User, place.Isolates ? [] : null));
            Add(ContainerCheck.Signals, ended);
            return;
        }
        using var probe = new HealthProbe(container.Address, s_patience, time);
        Add(ContainerCheck.Liveness, (await probe.AskAsync(Live, ct)).MustBeOk(Live));
        Add(ContainerCheck.Metrics, await MetricsAsync(probe, ct));
        Add(ContainerCheck.User, UserRule.Judge(_run.User, await container.UsersAsync(ct)));
        Add(ContainerCheck.Signals, await EndAsync(container, ct));
    }

    private async Task<CheckFinding> MetricsAsync(HealthProbe probe, CancellationToken ct)
    {
        var before = await probe.AskAsync("/metrics", ct);
        var answered = 0;
        for (var request = 0; request < Requests; request++)
            answered += (await probe.AskAsync(image.Settings.Request, ct)).Failure is null ? 1 : 0;
        var after = await probe.AskAsync("/metrics", ct);
        return MetricsRule.Judge(before, after, image.Settings.Request, answered);
    }

    private async Task<CheckFinding> EndAsync(IRunningContainer container, CancellationToken ct)
    {
        var grace = image.Settings.Grace;
        reporter.Info(
            $"{image.Name}: {_run.StopSignal} with requests in flight; it has {grace.TotalSeconds:0} s to stop"
        );
        using var traffic = await ContinuousTraffic.BeginAsync(
            container.Address,
            image.Settings.Request,
            time,
            ct
        );
        traffic.Cease();
        var began = time.GetTimestamp();
        var code = await container.EndAsync(grace, ct);
        var took = time.GetElapsedTime(began);
        // Requests that hang in a container that ignores its signal are not reported separately.
        var tally = code is null ? new TrafficSummary(0, []) : await traffic.EndAsync();
        return SignalRule.Judge(_run.StopSignal, code, took, grace, tally);
    }

    private static async Task<IReadOnlyList<string>> LogAsync(ContainerStart attempt, CancellationToken ct) =>
        attempt.Container is { } container ? await container.LogAsync(LogLines, ct) : [];

    private void Add(ContainerCheck check, CheckFinding finding) =>
        _lines.Add(new CheckLine(image.Name, check, finding.Result, finding.Detail));
}
