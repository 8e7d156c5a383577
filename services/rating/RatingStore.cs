using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Rating;

/// <summary>
/// Ratings in memory: lost when the process exits, and separate in each replica. Safe for concurrent use.
/// </summary>
public sealed class RatingStore
{
    private readonly ConcurrentDictionary<RecordKey, ImmutableDictionary<string, int>> _byUser = new();

    /// <summary>Sets a user's rating of a record; an earlier one by the same user is replaced.</summary>
    public void Put(RecordKey record, string userId, int value) =>
        _byUser.AddOrUpdate(
            record,
            _ => ImmutableDictionary.Create<string, int>(StringComparer.Ordinal).Add(userId, value),
            (_, users) => users.SetItem(userId, value)
        );

    /// <summary>Average and number of a record's ratings.</summary>
    public RatingSummary Summarize(RecordKey record) =>
        RatingSummary.Of(_byUser.TryGetValue(record, out var users) ? [.. users.Values] : []);

    /// <summary>Sample ratings; movies 7 and 8 have none.</summary>
    public static RatingStore Seeded()
    {
        var store = new RatingStore();
        int[][] seeds =
        [
            [5, 4, 5],
            [4, 5],
            [5],
            [5, 5, 4, 5],
            [4, 3],
            [5, 4],
        ];
        foreach (var (index, values) in seeds.Index())
        {
            foreach (var (user, value) in values.Index())
                store.Put(new RecordKey("movie", $"{index + 1}"), $"user-{user + 1}", value);
        }
        return store;
    }
}
