using System.Text.Json.Nodes;
using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.Images.Inputs;

/// <summary>Records what an image was built from.</summary>
/// <param name="Image">The image.</param>
/// <param name="Inputs">What it was made from.</param>
internal sealed record InputRecord(Digest Image, ServiceInputs Inputs)
{
    /// <summary>The record in one form only, so that it has one digest.</summary>
    public byte[] ToBytes() =>
        CanonicalJson.Bytes(new JsonObject { ["image"] = Image.ToString(), ["inputs"] = Inputs.ToJson() });

    /// <exception cref="FormatException">The bytes are not a record.</exception>
    public static InputRecord Parse(ReadOnlySpan<byte> bytes) =>
        UntrustedJson.Read(bytes, "The record of inputs", json => new InputRecord(
            Digest.Parse(json["image"]?.GetValue<string>() ?? ""),
            ServiceInputs.FromJson(json["inputs"])
        ));
}
