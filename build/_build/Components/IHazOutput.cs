using Nuke.Common;
using Slipway.Targets.CommandLine;

namespace Slipway.Targets.Components;

/// <summary>How a query answers.</summary>
internal interface IHazOutput : IHazWorkspace
{
    /// <summary>
    /// Decided before NUKE starts, by the command line or <c>NUKE_OUTPUT</c>: NUKE's own lines must stay out
    /// of a JSON document.
    /// </summary>
    [Parameter("Form of the answer: text or json (docs/json.md) - Default is 'text'")]
    [PrefixedVariable]
    OutputFormat Output => Workspace.Results.Format;
}
