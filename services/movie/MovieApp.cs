using ServiceDefaults;
using ServiceDefaults.Settings;

namespace Movie;

/// <summary>Serves movies with their metadata and rating, each of which another service has.</summary>
public static class MovieApp
{
    /// <summary>The service, ready to run.</summary>
    /// <exception cref="InvalidSettingsException">Settings are missing or wrong.</exception>
    public static WebApplication Create(string[] args)
    {
        var builder = ServiceBuilder.Create(args);
        var reader = new SettingsReader(builder.Configuration);
        var settings = MovieSettings.Read(reader);
        builder.AddServiceDefaults(reader);
        builder.Services.AddCallee<MetadataClient>(settings.Metadata);
        builder.Services.AddCallee<RatingClient>(settings.Rating);
        builder.Services.AddTransient<MovieDetailsQuery>();

        var app = builder.Build();
        app.UseServiceDefaults("movie", "/movies/{id}");
        app.MapGet("/movies/{id}", FindAsync);
        return app;
    }

    private static async Task<IResult> FindAsync(
        string id,
        MovieDetailsQuery movies,
        CancellationToken cancellation
    )
    {
        try
        {
            return await movies.FindAsync(id, cancellation) is { } movie
                ? Results.Ok(movie)
                : Results.Problem($"There is no movie '{id}'.", statusCode: StatusCodes.Status404NotFound);
        }
        catch (CalleeUnavailableException)
        {
            return Results.Problem(
                "Movies cannot be looked up at the moment.",
                statusCode: StatusCodes.Status503ServiceUnavailable
            );
        }
    }
}
