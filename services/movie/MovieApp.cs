using Movie.Callees;
using OpenTelemetry.Metrics;
using ServiceDefaults;

namespace Movie;

/// <summary>Serves movies with the metadata and ratings of two other services.</summary>
public static class MovieApp
{
    /// <summary>The service, ready to run.</summary>
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.AddServiceDefaults();
        builder.AddCallee<MetadataClient>("Metadata");
        builder.AddCallee<RatingClient>("Rating");
        builder.Services.AddTransient<MovieDetailsQuery>();
        // Retries and circuit breakers, next to the defaults.
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter("Polly"));

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapGet("/movies/{id}", FindAsync);
        return app;
    }

    private static async Task<IResult> FindAsync(
        string id,
        MovieDetailsQuery movies,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await movies.FindAsync(id, cancellationToken) is { } movie
                ? Results.Ok(movie)
                : Results.Problem($"There is no movie '{id}'.", statusCode: StatusCodes.Status404NotFound);
        }
        catch (CalleeUnavailableException)
        {
            return Results.Problem(
                "Movies are temporarily unavailable.",
                statusCode: StatusCodes.Status503ServiceUnavailable
            );
        }
    }
}
