using System.Text.Json.Nodes;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Tests.Values;

public sealed class VisibleTextTests
{
    [Fact]
    public void What_a_terminal_or_a_CI_host_would_obey_in_a_log_is_made_visible() =>
        Assert.Equal(
            [
                "first",
                "\\x3a:add-mask::X",
                "\\x3a:error file=a::Y",
                "\\x1b]0;T\\x07",
                "\\x23#[error]a \\x23#vso[task]b\tc",
            ],
            VisibleText.Lines(
                "first\r::add-mask::X\r\n::error file=a::Y\n\u001b]0;T\u0007\n##[error]a ##vso[task]b\tc"
            )
        );

    [Fact]
    public void A_message_is_one_line_with_plain_quotes() =>
        Assert.Equal(
            "exec: \"/x\": no such file \\x1b[2J",
            VisibleText.Sentence("exec: \\\"/x\\\":\n\tno such file \u001b[2J\n")
        );

    [Fact]
    public void Text_is_never_reordered() => Assert.Equal("a\\x202eb", VisibleText.Line("a\u202eb"));

    [Fact]
    public void Lines_stay_lines_and_none_begins_with_a_command() =>
        Assert.Equal("a::b\n  \\x3a:error::c\nd\\x07e", VisibleText.Block("a::b\r\n  ::error::c\nd\u0007e"));

    [Fact]
    public void What_a_refusal_or_a_notice_says_is_harmless_wherever_it_is_shown()
    {
        var refusal = new Sample("\u001b[31mbad", "::error::there", "##[error]next");
        Assert.Equal(
            ("\\x1b[31mbad", "\\x1b[31mbad", "\\x3a:error::there", "\\x23#[error]next"),
            (refusal.What, refusal.Message, refusal.Where, refusal.Next)
        );
        Assert.Equal("\\x3a:debug::x", new Notice(Severity.Info, "::debug::x").Text);
    }

    [Fact]
    public void A_JSON_document_stays_the_same_document()
    {
        var text = "##[error]\u202ea\u2028b\u0085 ##vso[task]";
        var document = new JsonObject { ["text"] = text }.ToJsonString(
            new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );
        var shown = VisibleText.Json(document);
        Assert.DoesNotContain("##[", shown);
        Assert.DoesNotContain("##vso[", shown);
        Assert.DoesNotContain('\u202e', shown);
        Assert.Equal(text, JsonNode.Parse(shown)!["text"]!.GetValue<string>());
    }

    private sealed class Sample(string what, string where, string next) : Refusal(what, where, next);
}
