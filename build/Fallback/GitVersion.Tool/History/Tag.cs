namespace GitVersion.History;

/// <summary>A tag.</summary>
/// <param name="Name">Its name, without <c>refs/tags/</c>.</param>
/// <param name="Commit">The commit that it points at, through the tag object where there is one.</param>
internal sealed record Tag(string Name, string Commit)
{
    /// <summary>The for-each-ref format that <see cref="Parse"/> reads.</summary>
    public const string Format = "%(objectname) %(*objectname) %(refname:strip=2)";

    /// <summary>Reads one line.</summary>
    public static Tag Parse(string line) =>
        line.Split(' ') is [var id, var peeled, var name]
            ? new Tag(name, peeled.Length > 0 ? peeled : id)
            : throw new FormatException($"Not a line of for-each-ref: '{line}'.");
}
