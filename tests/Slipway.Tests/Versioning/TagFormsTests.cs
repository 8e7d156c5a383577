using Slipway.Versioning;

namespace Slipway.Tests.Versioning;

public sealed class TagFormsTests
{
    [Theory]
    [InlineData("2026.11.30", "v1.4.0 2026.11.30", "'2026.11.30' counts as a version and wins over 'v1.4.0'")]
    [InlineData(
        "2026.1.5",
        "v1.4.0 v1.3.0 2026.01.05",
        "'2026.01.05' counts as a version and wins over 'v1.4.0'"
    )]
    [InlineData("1.4.0", "v1.4.0 2026.11.30", null)]
    [InlineData("2026.11.30", "2026.11.30 2026.10.1", null)]
    [InlineData("2.0.0", "v2.0.0 2.0.0 v1.0.0", null)]
    [InlineData("1.4.0", "v1.4.0 nightly-2026", null)]
    public void A_tag_of_another_form_that_wins_is_said(string counted, string tags, string? said)
    {
        var references = string.Join('\n', tags.Split(' ').Select(tag => $"0123abc refs/tags/{tag}")) + "\n";
        var notice = TagForms.Mixed(counted, references);
        Assert.Equal(said is null, notice is null);
        Assert.Contains(said ?? "", notice?.Text ?? "");
    }
}
