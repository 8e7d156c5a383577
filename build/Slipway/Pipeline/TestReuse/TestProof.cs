using System.Globalization;
using System.Text.Json.Nodes;
using Slipway.Images.Formats;
using Slipway.Images.Inputs;
using Slipway.Values;

namespace Slipway.Pipeline.TestReuse;

/// <summary>That all tests of a project passed, none was skipped, and on which inputs.</summary>
/// <param name="Passed">How many.</param>
/// <param name="Commit">
/// The commit that was checked out, in short; with <c>-dirty</c> where it had uncommitted changes.
/// </param>
/// <param name="Inputs">What the tests were compiled from and ran on.</param>
internal sealed record TestProof(int Passed, string Commit, ServiceInputs Inputs)
{
    /// <summary>The proof in one form only, so that it has one digest.</summary>
    public byte[] ToBytes() =>
        CanonicalJson.Bytes(
            new JsonObject
            {
                ["commit"] = Commit,
                ["inputs"] = Inputs.ToJson(),
                ["passed"] = Passed.ToString(CultureInfo.InvariantCulture),
            }
        );

    /// <exception cref="FormatException">The bytes are not a proof.</exception>
    public static TestProof Parse(ReadOnlySpan<byte> bytes) =>
        UntrustedJson.Read(bytes, "The record of passed tests", json => new TestProof(
            Count(json["passed"]),
            Word(json["commit"]),
            ServiceInputs.FromJson(json["inputs"])
        ));

    private static int Count(JsonNode? json) =>
        int.TryParse(json?.GetValue<string>(), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && count > 0
            ? count
            : throw new FormatException("No test passed.");

    // It is printed, and others may have written it.
    private static string Word(JsonNode? json) =>
        json?.GetValue<string>() is { Length: > 0 and <= 60 } word
        && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')
            ? word
            : throw new FormatException("The commit is missing.");
}
