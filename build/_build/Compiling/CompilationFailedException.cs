using Slipway.Values;

namespace Slipway.Targets.Compiling;

/// <summary>A source file has a mistake.</summary>
internal sealed class CompilationFailedException(string what)
    : Refusal(
        $"the {what} do not compile",
        "the compiler's lines above",
        "mend them; nothing was built, pushed or deployed"
    );
