using System.Text.Json.Nodes;

namespace Slipway.Manifests;

/// <summary>A field of an object that names an image, in a copy that may be changed.</summary>
/// <param name="Where">How people find it: <c>container rating</c>, <c>spec.runner.image</c>.</param>
/// <param name="Holder">What has the field.</param>
/// <param name="Name">The field's name.</param>
/// <param name="Certainty">How sure it is that the field names an image.</param>
internal sealed record ImageField(string Where, JsonObject Holder, string Name, Certainty Certainty)
{
    /// <summary>What it holds; empty where that is no text.</summary>
    public string Text =>
        Holder[Name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}

/// <summary>How sure it is that a field names an image.</summary>
internal enum Certainty
{
    /// <summary>It does: a container of a pod, or what <c>imagePaths</c> names.</summary>
    Sure,

    /// <summary>It is called <c>image</c>, in a kind that is not known here.</summary>
    Likely,

    /// <summary>Its name only sounds like it, for example <c>runnerImage</c>.</summary>
    Possible,
}
