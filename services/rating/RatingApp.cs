using ServiceDefaults;

namespace Rating;

/// <summary>Accepts ratings of records and serves their averages.</summary>
public static class RatingApp
{
    /// <summary>The service, ready to run.</summary>
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.AddServiceDefaults();
        builder.Services.AddSingleton(RatingStore.Seeded());

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapGet("/ratings/{recordType}/{recordId}", Summarize);
        app.MapPut("/ratings/{recordType}/{recordId}", Put);
        return app;
    }

    private static IResult Summarize(string recordType, string recordId, RatingStore ratings)
    {
        var record = new RecordKey(recordType, recordId);
        return Refusal(record.Mistakes()) ?? Results.Ok(ratings.Summarize(record));
    }

    private static IResult Put(string recordType, string recordId, GivenRating? body, RatingStore ratings)
    {
        var record = new RecordKey(recordType, recordId);
        var given = body ?? new GivenRating(null, null);
        if (Refusal(record.Mistakes().Concat(given.Mistakes())) is { } refusal)
            return refusal;
        ratings.Put(record, given.UserId!, given.Value!.Value);
        return Results.Ok(ratings.Summarize(record));
    }

    private static IResult? Refusal(IEnumerable<KeyValuePair<string, string>> mistakes)
    {
        var byField = mistakes.ToDictionary(mistake => mistake.Key, mistake => new[] { mistake.Value });
        return byField.Count == 0 ? null : Results.ValidationProblem(byField);
    }
}
