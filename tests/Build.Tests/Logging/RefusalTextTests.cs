using Slipway.Pipeline;
using Slipway.Targets.Logging;
using Slipway.Values;

namespace Slipway.Targets.Tests.Logging;

public class RefusalTextTests
{
    [Fact]
    public void A_refusal_is_three_lines() =>
        Assert.Equal(
            """
            Refused: the registry is asleep
              where: registry.example.com
              next:  wake it up
            """.ReplaceLineEndings(),
            RefusalText.Of(new Sample("the registry is asleep", "registry.example.com", "wake it up"))
        );

    [Fact]
    public void Several_lines_stand_below_each_other() =>
        Assert.Equal(
            """
            Refused: first
                     second
              where: here
                     there
              next:  this
                     that
            """.ReplaceLineEndings(),
            RefusalText.Of(new Sample("first\nsecond\n", "here\r\nthere", "this\nthat"))
        );

    [Theory]
    [InlineData(Outcome.Failed)]
    [InlineData(Outcome.RolledBack)]
    public void What_changed_something_failed(Outcome outcome) =>
        Assert.Equal(
            """
            Failed: first
                    second
              where: here
              next:  this
            """.ReplaceLineEndings(),
            RefusalText.Of(new Sample("first\nsecond", "here", "this", outcome))
        );

    [Fact]
    public void An_annotation_is_one_line() =>
        Assert.Equal(
            "::error::Refused: 100%25 wrong%0A  where: here%0A  next:  this",
            RefusalText.AnnotationOf(new Sample("100% wrong", "here", "this")).Replace("%0D", "")
        );

    [Fact]
    public void Several_refusals_stay_paragraphs_with_their_own_advice()
    {
        var both = new MultipleRefusalsException([
            new Sample("no such image", "deployment/movie", "push it"),
            new Sample("no such key", "deployment/rating", "add it"),
        ]);
        Assert.Equal(
            """
            Refused: no such image
              where: deployment/movie
              next:  push it

            Refused: no such key
              where: deployment/rating
              next:  add it
            """.ReplaceLineEndings(),
            RefusalText.Of(both)
        );
        Assert.Equal(
            "::error::Refused: no such image%0A  where: deployment/movie%0A  next:  push it\n"
                + "::error::Refused: no such key%0A  where: deployment/rating%0A  next:  add it",
            RefusalText.AnnotationOf(both).Replace("%0D", "").ReplaceLineEndings("\n")
        );
    }
}
