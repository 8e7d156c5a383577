namespace Nuke.Common.Tooling;

/// <summary>Runs a command-line tool and waits for its end.</summary>
/// <param name="arguments">An interpolated string quotes its values where they need it; <c>:nq</c> never
/// does.</param>
/// <param name="exitHandler">Replaces the check that the exit code is 0.</param>
public delegate IReadOnlyCollection<Output> Tool(
    ArgumentStringHandler arguments = default,
    string workingDirectory = null,
    IReadOnlyDictionary<string, string> environmentVariables = null,
    int? timeout = null,
    bool? logOutput = null,
    bool? logInvocation = null,
    Action<OutputType, string> logger = null,
    Action<IProcess> exitHandler = null
);
