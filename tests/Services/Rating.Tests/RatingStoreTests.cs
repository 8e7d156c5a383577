namespace Rating.Tests;

public class RatingStoreTests
{
    private static readonly RecordKey s_record = new("movie", "1");

    private readonly RatingStore _store = new();

    [Fact]
    public void A_record_without_ratings_has_none() =>
        Assert.Equal(new RatingSummary(null, 0), _store.Summarize(s_record));

    [Fact]
    public void Each_user_counts_once_with_the_last_rating()
    {
        _store.Put(s_record, "anna", 1);
        _store.Put(s_record, "ben", 5);
        _store.Put(s_record, "anna", 4);

        Assert.Equal(new RatingSummary(4.5, 2), _store.Summarize(s_record));
    }

    [Fact]
    public void Records_of_another_type_or_id_are_others()
    {
        _store.Put(s_record, "anna", 1);
        _store.Put(new RecordKey("series", "1"), "anna", 5);
        _store.Put(new RecordKey("movie", "2"), "anna", 5);

        Assert.Equal(new RatingSummary(1, 1), _store.Summarize(s_record));
    }

    [Fact]
    public void No_rating_is_lost_when_many_arrive_at_once()
    {
        Parallel.For(0, 2_000, user => _store.Put(s_record, $"user-{user}", 3));

        Assert.Equal(new RatingSummary(3, 2_000), _store.Summarize(s_record));
    }
}
