using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Formats;
using Slipway.Values;

namespace Slipway.Versioning;

/// <summary>
/// Remembers the facts of the last commit that was asked for, in one small file. Whatever is not the file
/// that was written
/// for the very same key counts as absent.
/// </summary>
internal sealed class VersionCache(string folder)
{
    private readonly string _file = Path.Combine(folder, "version.json");

    /// <summary>A key for everything that the facts depend on.</summary>
    public static string KeyOf(IEnumerable<string> inputs) =>
        Digest.Of(Encoding.UTF8.GetBytes(string.Join('\0', inputs))).Hex;

    /// <summary>The facts for a key; null when they are not there.</summary>
    public VersionFacts? Find(string key)
    {
        try
        {
            var entry = UntrustedJson.Parse(File.ReadAllText(_file), "it");
            return
                entry.Text("key") == key
                && entry.Text("tool") is { } tool
                && entry.Text("author") is { } author
                ? new VersionFacts(tool, author)
                : null;
        }
        // A cache that cannot be used must not stop anyone: it is rewritten.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Keeps the facts. Other processes see either the old file or the new one.</summary>
    /// <exception cref="IOException">The folder cannot be written to; nor with
    /// UnauthorizedAccessException.</exception>
    public void Keep(string key, VersionFacts facts)
    {
        var entry = new JsonObject
        {
            ["key"] = key,
            ["tool"] = facts.Tool,
            ["author"] = facts.Author,
        };
        AtomicFile.Write(_file, entry.ToJsonString());
    }
}
