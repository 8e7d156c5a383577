using System.Text;
using Slipway.Values;

namespace Slipway.Fuzz;

/// <summary>Something that reads what others wrote.</summary>
/// <param name="Name">What it reads; the seeds are the files <c>Corpus/&lt;name&gt;.*</c>.</param>
/// <param name="Read">Reads it, and everything in it.</param>
/// <param name="MayThrow">How else than with a <see cref="Refusal"/> it may say what is wrong.</param>
internal sealed record Subject(string Name, Action<byte[]> Read, Type? MayThrow = null)
{
    /// <summary>A reader of text.</summary>
    public static Subject OfText(string name, Action<string> read, Type? mayThrow = null) =>
        new(name, bytes => read(Encoding.UTF8.GetString(bytes)), mayThrow);

    /// <summary>A reader whose callers turn a <see cref="FormatException"/> into a refusal that says where.</summary>
    public static Subject OfFormat(string name, Action<byte[]> read) =>
        new(name, read, typeof(FormatException));

    /// <summary>The seeds, in a fixed order.</summary>
    public IReadOnlyList<byte[]> Seeds() =>
        [
            .. Directory
                .GetFiles(Path.Combine(AppContext.BaseDirectory, "Corpus"), $"{Name}.*")
                .Order(StringComparer.Ordinal)
                .Select(File.ReadAllBytes),
        ];

    public override string ToString() => Name;
}
