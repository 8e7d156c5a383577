namespace Slipway.Targets.CommandLine;

/// <summary>
/// A target that answers a question, or with <see cref="AnswerKind.Result"/> says what it did. With <c>--output json</c> or
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

    /// <summary>
    /// What a command did, which it says in its log; as an answer of its own in Markdown, and while it works as events
    /// in JSON.
    /// </summary>
    Result,

    /// <summary>What a command does, which it says in its log, or while it works as events in JSON.</summary>
    Events,

    /// <summary>A script for a shell: always alone on standard output.</summary>
    Script,

    /// <summary>Objects for <c>kubectl apply</c>, in YAML or JSON: always alone on standard output.</summary>
    Manifests,
}
