using Slipway.Values;

namespace Slipway.Targets.CommandLine;

/// <summary>
/// The command line, a variable or a parameters file holds what the build does not understand.
/// </summary>
internal sealed class CommandLineRefusal(IReadOnlyList<string> mistakes, string where)
    : Refusal(
        string.Join(System.Environment.NewLine, mistakes),
        where,
        "./build.sh --help lists all targets and parameters"
    );
