using Slipway.Images.Formats;

namespace Slipway.Images.Publishing;

/// <summary>What a project says about its program and the image around it.</summary>
/// <param name="Assembly">The name of the assembly to start, without its extension.</param>
internal sealed record ProgramSettings(string Assembly)
{
    /// <summary>
    /// The ports that it listens on, as <c>8080/tcp</c>; none where the project does not say.
    /// </summary>
    public IReadOnlyList<string> Ports { get; init; } = [];

    /// <summary>Variables for the program.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Variables { get; init; } = [];

    /// <summary>Labels of the image, those with a name in the OCI image-spec included.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; init; } = [];

    /// <summary>The user that it runs as; null where the project does not say.</summary>
    public string? User { get; init; }

    /// <summary>The signal that ends it; null where the project does not say.</summary>
    public string? StopSignal { get; init; }

    /// <summary>Reads what <c>Publish.targets</c> wrote: <c>key=value</c> on each line.</summary>
    /// <exception cref="FormatException">They do not name the program.</exception>
    public static ProgramSettings Parse(IEnumerable<string> lines)
    {
        var values = lines
            .Where(line => line.Contains('='))
            .Select(Pair)
            .ToLookup(pair => pair.Key, pair => pair.Value);
        var labels = values["label"]
            .Select(Pair)
            .Concat(values["source"].Select(url => KeyValuePair.Create(Annotations.Source, url)))
            .Concat(values["licenses"].Select(text => KeyValuePair.Create(Annotations.Licenses, text)));
        if (values["assembly"].ToList() is not [{ Length: > 0 } assembly])
            throw new FormatException("It does not say the name of the program ('assembly=').");
        return new ProgramSettings(assembly)
        {
            Ports = [.. values["port"].Select(port => port.EndsWith('/') ? port + "tcp" : port)],
            Variables = [.. values["variable"].Select(Pair)],
            Labels = [.. labels],
            User = values["user"].FirstOrDefault(),
            StopSignal = values["signal"].FirstOrDefault(),
        };
    }

    private static KeyValuePair<string, string> Pair(string text)
    {
        var parts = text.Split('=', 2);
        return KeyValuePair.Create(parts[0], parts.Length > 1 ? parts[1] : "");
    }
}
