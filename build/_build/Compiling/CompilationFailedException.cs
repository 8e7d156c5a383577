using Slipway.Values;

namespace Slipway.Targets.Compiling;

/// <summary>A source file does not compile.</summary>
internal sealed class CompilationFailedException(string what)
    : Refusal(
        $"the {what} do not compile",
        "the compiler errors above",
        "fix the errors; nothing was built, pushed or deployed"
    );
