using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Slipway.Pipeline.Diff;

/// <summary>Where a field is in its object.</summary>
/// <param name="Steps">Names of fields, and the keys of items.</param>
/// <param name="Text">As people read it: <c>metadata.annotations[example.com/owner]</c>.</param>
internal sealed partial record FieldPath(ImmutableList<string> Steps, string Text)
{
    /// <summary>The object itself.</summary>
    public static FieldPath Root { get; } = new([], "");

    /// <summary>The last step.</summary>
    public string Last => Steps.IsEmpty ? "" : Steps[^1];

    /// <summary>A field of it.</summary>
    public FieldPath Field(string name) =>
        Plain().IsMatch(name)
            ? new FieldPath(Steps.Add(name), Text.Length == 0 ? name : $"{Text}.{name}")
            : Item(name);

    /// <summary>An item of it, by its key or index.</summary>
    public FieldPath Item(string key) => new(Steps.Add(key), $"{Text}[{key}]");

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_-]*$")]
    private static partial Regex Plain();
}
