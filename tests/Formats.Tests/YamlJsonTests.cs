using System.Text.Encodings.Web;
using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace Slipway.Formats.Tests;

public sealed class YamlJsonTests
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Theory]
    [InlineData("~", "null")]
    [InlineData("True", "true")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("0", "0")]
    [InlineData("0644", "420")]
    [InlineData("-0644", "-420")]
    [InlineData("0o644", "420")]
    [InlineData("'0644'", "\"0644\"")]
    [InlineData("08", "8")]
    [InlineData("0x1F", "31")]
    [InlineData("0b101", "5")]
    [InlineData("+5", "5")]
    [InlineData("1_000", "1000")]
    [InlineData("0x", "\"0x\"")]
    [InlineData("18446744073709551615", "18446744073709551615")]
    [InlineData("1e3", "1000")]
    [InlineData("1.", "1")]
    [InlineData(".5", "0.5")]
    [InlineData("1e400", "\"1e400\"")]
    [InlineData("1.2.3", "\"1.2.3\"")]
    [InlineData("100m", "\"100m\"")]
    [InlineData("2001-01-01", "\"2001-01-01\"")]
    public void A_plain_scalar_is_what_it_looks_like(string yaml, string json) =>
        Assert.Equal(json, Json(yaml));

    [Theory]
    [InlineData("!!str 5", "\"5\"")]
    [InlineData("!!str true", "\"true\"")]
    [InlineData("!!str", "\"\"")]
    [InlineData("! 5", "\"5\"")]
    [InlineData("!mine 5", "\"5\"")]
    [InlineData("!!int '5'", "5")]
    [InlineData("!!int '0644'", "420")]
    [InlineData("!!float '1'", "1")]
    [InlineData("!!bool 'true'", "true")]
    [InlineData("!!null ''", "null")]
    [InlineData("!!binary aGVsbG8=", "\"hello\"")]
    public void A_tag_decides_before_the_looks(string yaml, string json) => Assert.Equal(json, Json(yaml));

    [Theory]
    [InlineData("{0644: a}", """{"420":"a"}""")]
    [InlineData("{true: a}", """{"true":"a"}""")]
    [InlineData("{'0644': a}", """{"0644":"a"}""")]
    [InlineData("[1, [b, {c: ~}]]", """[1,["b",{"c":null}]]""")]
    public void Keys_are_texts(string yaml, string json) => Assert.Equal(json, Json(yaml));

    [Theory]
    [InlineData("{<<: {a: 1, b: 1}, b: 2}", """{"b":2,"a":1}""")]
    [InlineData("{b: 2, <<: {a: 1, b: 1}}", """{"b":2,"a":1}""")]
    [InlineData("{<<: [{a: 1}, {a: 2, c: 3}]}", """{"a":1,"c":3}""")]
    [InlineData("{'<<': {a: 1}}", """{"<<":{"a":1}}""")]
    public void Merge_keys_are_merged_and_own_keys_win(string yaml, string json) =>
        Assert.Equal(json, Json(yaml));

    [Theory]
    [InlineData(".inf", "line 1: .inf cannot be represented in JSON")]
    [InlineData("a: .NaN", "line 1: .NaN cannot be represented in JSON")]
    [InlineData("~: 1", "line 1: a key must be a string")]
    [InlineData("!!int five", "line 1: 'five' cannot be read as !!int")]
    [InlineData("!!binary '?'", "line 1: !!binary must be base64")]
    [InlineData("!!float .inf", "line 1: .inf cannot be represented in JSON")]
    [InlineData("<<: 5", "line 1: only mappings can be merged")]
    public void What_JSON_cannot_hold_is_refused_with_its_line(string yaml, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => Json(yaml)).Message);

    [Theory]
    [InlineData(400, "line 2: 100000000000... is too large a number for JSON")]
    [InlineData(1_000_000, "line 2: a number of 1000001 digits cannot be represented in JSON")]
    public void A_number_that_is_too_large_is_refused_with_its_line(int zeros, string message) =>
        Assert.Equal(
            message,
            Assert.Throws<FormatException>(() => Json("a:\n- 1" + new string('0', zeros))).Message
        );

    [Theory]
    [InlineData("&a [*a]")]
    [InlineData("&a {b: *a}")]
    public void What_contains_itself_is_refused(string yaml) =>
        Assert.EndsWith(
            "nested more than 64 levels deep",
            Assert.Throws<FormatException>(() => Json(yaml)).Message
        );

    private static string Json(string yaml)
    {
        var stream = YamlParser.Load(yaml);
        return YamlJson.Convert(stream.Documents.Single().RootNode)?.ToJsonString(s_options) ?? "null";
    }
}
