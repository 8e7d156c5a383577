namespace Slipway.Yaml;

/// <summary>A YAML node that still knows where it was written.</summary>
internal abstract record YamlValue(SourceLocation Place)
{
    /// <summary>What this kind of node is called.</summary>
    public abstract string Kind { get; }
}

/// <summary>
/// A scalar; a plain one is written without quotes, so that <c>true</c> and <c>5</c> need not be text.
/// </summary>
internal sealed record YamlText(SourceLocation Place, string Value, bool Plain) : YamlValue(Place)
{
    public override string Kind => IsNull ? "nothing" : $"'{Value}'";

    /// <summary>The core schema's null (YAML 1.2, 10.3.2).</summary>
    public bool IsNull => Plain && Value is "" or "~" or "null" or "Null" or "NULL";
}

internal sealed record YamlList(SourceLocation Place, IReadOnlyList<YamlValue> Items) : YamlValue(Place)
{
    public override string Kind => "a list";
}

internal sealed record YamlMap(SourceLocation Place, IReadOnlyList<YamlEntry> Entries) : YamlValue(Place)
{
    public override string Kind => "a mapping";
}

internal sealed record YamlEntry(YamlText Key, YamlValue Value);
