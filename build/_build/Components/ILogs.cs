using Nuke.Common;
using Slipway.Pipeline.Logs;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Delivering;
using Slipway.Targets.Help;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>Logs of the pods.</summary>
internal interface ILogs : IHazDelivery, ILocalCluster, IHazOutput
{
    /// <summary>The service whose logs are wanted.</summary>
    [Parameter("Service whose logs are printed - Default is all of them")]
    string Service => TryGetValue(() => Service);

    /// <summary>Whether to go on.</summary>
    [Parameter("Print what pods write from now on, new pods included, until Ctrl+C")]
    bool Follow => TryGetValue<bool?>(() => Follow) ?? false;

    /// <summary>How old lines may be.</summary>
    [Parameter("Print no lines that are older than this, for example 10m")]
    string Since => TryGetValue(() => Since);

    /// <summary>How many lines.</summary>
    [Parameter("Number of last lines of each container - Default is 100, and with --since all")]
    int? Tail => TryGetValue<int?>(() => Tail);

    /// <summary>Whether the runs before are meant.</summary>
    [Parameter("Print what containers wrote before they were last restarted")]
    bool Previous => TryGetValue<bool?>(() => Previous) ?? false;

    /// <summary>Prints the logs of all pods in one stream.</summary>
    [Query(AnswerKind.Data)]
    [Example("Logs --env staging", "prints the last lines of every container, in the order of time")]
    [Example("Logs --env staging --service movie --follow", "goes on with what the service writes")]
    [Example("Logs --env production --since 10m --output json", "prints one JSON object a line")]
    Target Logs =>
        _ =>
            _.Description("Prints the logs of the application's pods in one stream")
                .DependsOn<ILocalCluster>(x => x.LocalUp)
                .Executes(async () =>
                    await Delivery.ShowLogsAsync(
                        LogOptions.Read(
                            OptionalValue.OrNull(Service),
                            OptionalValue.OrNull(Since),
                            Tail,
                            Previous,
                            Follow
                        ),
                        Follow
                    )
                );
}
