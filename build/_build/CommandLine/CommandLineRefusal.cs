using Slipway.Values;

namespace Slipway.Targets.CommandLine;

/// <summary>
/// The command line, a variable or a parameters file has errors.
/// </summary>
internal sealed class CommandLineRefusal(IReadOnlyList<string> mistakes, string where)
    : Refusal(
        string.Join(System.Environment.NewLine, mistakes),
        where,
        "./build.sh --help lists all targets and parameters"
    );
