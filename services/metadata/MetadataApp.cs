using ServiceDefaults;

namespace Metadata;

/// <summary>Serves title, description and director by movie id.</summary>
public static class MetadataApp
{
    /// <summary>The service, ready to run.</summary>
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.AddServiceDefaults();
        builder.Services.AddSingleton(MovieCatalogue.Seeded());

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapGet("/metadata/{movieId}", Find);
        return app;
    }

    private static IResult Find(string movieId, MovieCatalogue movies) =>
        movies.Find(movieId) is { } movie
            ? Results.Ok(movie)
            : Results.Problem($"There is no movie '{movieId}'.", statusCode: StatusCodes.Status404NotFound);
}
