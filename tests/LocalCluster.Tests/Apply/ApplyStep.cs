using System.Text.Json.Nodes;

namespace LocalCluster.Tests.Apply;

/// <summary>One line of a case: what a manager does, or what must be so afterwards.</summary>
/// <param name="Line">Its number in the file.</param>
/// <param name="Who">The manager.</param>
/// <param name="What"><c>applies</c>, <c>forces</c>, <c>patches</c>, <c>creates</c>, <c>scales to</c>; or
/// <c>owns</c>, <c>has</c>, <c>conflicts with</c>, <c>is refused</c> for what must be so.</param>
/// <param name="Part">The subresource; null for the object.</param>
/// <param name="Text">The rest of the line.</param>
internal sealed record ApplyStep(int Line, string Who, string What, string? Part, string Text)
{
    public JsonNode Json =>
        JsonNode.Parse(Text) ?? throw new FormatException($"Line {Line} says null where JSON is expected.");
}
