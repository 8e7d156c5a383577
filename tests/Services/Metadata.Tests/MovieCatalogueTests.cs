namespace Metadata.Tests;

public class MovieCatalogueTests
{
    private static readonly MovieMetadata s_movie = new("a", "Title", "Description", "Director");

    [Fact]
    public void A_movie_is_found_by_its_id() =>
        Assert.Equal(s_movie, new MovieCatalogue([s_movie]).Find("a"));

    [Theory]
    [InlineData("b")]
    [InlineData("A")]
    [InlineData("")]
    public void There_is_no_movie_with_another_id(string id) =>
        Assert.Null(new MovieCatalogue([s_movie]).Find(id));
}
