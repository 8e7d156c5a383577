namespace Slipway.Targets.CommandLine;

/// <summary>
/// A target that answers a question and changes nothing. With <c>--output json</c> or
/// <c>--verbosity quiet</c>, standard output holds its answer and nothing else.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class QueryAttribute(AnswerKind kind) : Attribute
{
    /// <summary>What the answer is.</summary>
    public AnswerKind Kind { get; } = kind;
}

/// <summary>What a query answers with.</summary>
internal enum AnswerKind
{
    /// <summary>Text for people, or JSON for programs.</summary>
    Data,

    /// <summary>A script for a shell: always alone on standard output.</summary>
    Script,
}
