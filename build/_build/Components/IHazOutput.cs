using Nuke.Common;
using Slipway.Targets.CommandLine;

namespace Slipway.Targets.Components;

/// <summary>The output format of queries.</summary>
internal interface IHazOutput : IHazWorkspace
{
    /// <summary>
    /// Read from the command line or <c>NUKE_OUTPUT</c> before NUKE starts, because NUKE's own output must
    /// stay out of a document.
    /// </summary>
    [Parameter("Output format: text, json (docs/json.md) or markdown - Default is 'text'")]
    [PrefixedVariable]
    OutputFormat Output => Workspace.Results.Format;
}
