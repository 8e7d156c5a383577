using ServiceDefaults;
using ServiceDefaults.Settings;

namespace Metadata;

/// <summary>Serves title, description and director by movie id.</summary>
public static class MetadataApp
{
    /// <summary>The service, ready to run.</summary>
    /// <exception cref="InvalidSettingsException">Settings are missing or wrong.</exception>
    public static WebApplication Create(string[] args)
    {
        var builder = ServiceBuilder.Create(args);
        builder.AddServiceDefaults(new SettingsReader(builder.Configuration));
        builder.Services.AddSingleton(MovieCatalogue.Seeded());

        var app = builder.Build();
        app.UseServiceDefaults("metadata", "/metadata/{movieId}");
        app.MapGet("/metadata/{movieId}", Find);
        return app;
    }

    private static IResult Find(string movieId, MovieCatalogue movies) =>
        movies.Find(movieId) is { } movie
            ? Results.Ok(movie)
            : Results.Problem($"There is no movie '{movieId}'.", statusCode: StatusCodes.Status404NotFound);
}
