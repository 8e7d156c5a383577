using System.Text;
using Slipway.Images.Formats;
using Slipway.Images.Inputs;
using Slipway.Images.Registries;
using Slipway.SupplyChain.Signing;
using Slipway.Values;

namespace Slipway.Tests.Images;

/// <summary>Whatever a registry sends as JSON, it is read or refused, and ends no build otherwise.</summary>
public sealed class UntrustedJsonTests
{
    private static readonly Dictionary<string, Action<byte[]>> s_readers = new()
    {
        ["manifest"] = bytes => ImageManifest.Parse(bytes, MediaTypes.Manifest),
        ["artifact"] = bytes => ArtifactManifest.Parse(bytes, MediaTypes.Manifest),
        ["index"] = bytes => ImageIndex.Parse(bytes),
        ["configuration"] = bytes => ImageConfig.Parse(bytes),
        ["attachments"] = bytes => ReferrerIndex.Parse(bytes),
        ["signatures"] = bytes => CosignManifest.Layers(bytes),
        ["inputs"] = bytes => InputRecord.Parse(bytes),
    };

    private static readonly string[] s_documents =
    [
        "",
        "null",
        "[]",
        "7",
        "{",
        "\"text\"",
        "[null]",
        "\u0000",
        """{"layers":null,"manifests":null,"config":7}""",
        """{"layers":[null],"manifests":[null],"config":null}""",
        """{"layers":["a"],"manifests":["a"],"config":[]}""",
        """{"layers":[],"layers":[],"manifests":[],"manifests":[],"image":"a","image":"b"}""",
        """{"layers":[{"size":"1"}],"manifests":[{"platform":"linux"}],"config":{"Env":[null]}}""",
        """{"annotations":{"a":null},"config":{"Labels":{"a":null}},"manifests":7}""",
        """{"history":[null],"annotations":[],"artifactType":7,"manifests":{}}""",
        $$$"""{"image":"{{{Digest.Of([])}}}","inputs":{"facts":{"a":null},"files":{}},"manifests":1}""",
        $$$"""{"image":"{{{Digest.Of([])}}}","inputs":{"facts":{},"files":[]},"manifests":1}""",
    ];

    public static TheoryData<string, string> All =>
        [.. s_readers.Keys.SelectMany(reader => s_documents.Select(document => (reader, document)))];

    [Theory]
    [MemberData(nameof(All))]
    public void It_is_read_or_refused(string reader, string document)
    {
        var fault = Record.Exception(() => s_readers[reader](Encoding.UTF8.GetBytes(document)));

        Assert.True(fault is null or FormatException, $"{fault}");
    }

    [Fact]
    public void What_has_two_meanings_has_none()
    {
        var bytes = Encoding.UTF8.GetBytes("""{"layers":[],"manifests":[],"manifests":[]}""");

        Assert.Throws<FormatException>(() => ImageIndex.Parse(bytes));
    }
}
