using System.Collections.Frozen;

namespace Metadata;

/// <summary>The movies, held in memory.</summary>
public sealed class MovieCatalogue(IEnumerable<MovieMetadata> movies)
{
    private readonly FrozenDictionary<string, MovieMetadata> _movies = movies.ToFrozenDictionary(
        movie => movie.Id,
        StringComparer.Ordinal
    );

    /// <summary>The movie with that id, or null.</summary>
    public MovieMetadata? Find(string id) => _movies.GetValueOrDefault(id);

    /// <summary>Sample movies.</summary>
    public static MovieCatalogue Seeded() =>
        new([
            new(
                "1",
                "Metropolis",
                "A city lives in the light, and those who run it live below.",
                "Fritz Lang"
            ),
            new(
                "2",
                "The General",
                "A train driver goes after his stolen locomotive, alone.",
                "Buster Keaton"
            ),
            new("3", "Modern Times", "A worker and an orphan look for a place to live.", "Charlie Chaplin"),
            new("4", "Seven Samurai", "Farmers hire seven swordsmen against the bandits.", "Akira Kurosawa"),
            new("5", "The Seventh Seal", "A knight plays chess with Death for time.", "Ingmar Bergman"),
            new("6", "Cleo from 5 to 7", "A singer waits two hours for a diagnosis.", "Agnès Varda"),
            new("7", "Stalker", "A guide leads two men to a room that grants wishes.", "Andrei Tarkovsky"),
            new("8", "The Piano", "A mute woman and her piano arrive on a far coast.", "Jane Campion"),
        ]);
}
