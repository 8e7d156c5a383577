namespace Slipway.Yaml;

/// <summary>Collects what is wrong with a file, so that its author sees everything at once.</summary>
/// <param name="file">The file as it is named to people.</param>
internal sealed class ValidationErrors(string file)
{
    private readonly List<(SourceLocation? Place, string Source, string Text)> _found = [];

    public string File { get; } = file;

    public void Add(SourceLocation place, string sentence) => _found.Add((place, File, sentence));

    /// <summary>A mistake outside the file, for example <c>--namespace</c> on the command line.</summary>
    public void AddElsewhere(string source, string sentence) =>
        _found.Add((null, source, $"{source}: {sentence}"));

    /// <summary>All mistakes, in the order of the file.</summary>
    public IReadOnlyList<string> Lines() =>
        [
            .. _found
                .OrderBy(mistake => mistake.Place?.Line ?? long.MaxValue)
                .ThenBy(mistake => mistake.Place?.Column)
                .Select(mistake =>
                    mistake.Place is { } place
                        ? $"{File}:{place.Line}:{place.Column}: {mistake.Text}"
                        : mistake.Text
                ),
        ];

    /// <exception cref="FileRefusal">Something was wrong.</exception>
    public void ThrowIfAny(string next)
    {
        if (_found.Count > 0)
            throw new FileRefusal(
                Lines(),
                string.Join(", ", _found.Select(mistake => mistake.Source).Distinct()),
                next
            );
    }
}
