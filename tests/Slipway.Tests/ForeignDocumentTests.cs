using System.Text.RegularExpressions;

namespace Slipway.Tests;

/// <summary>JSON and YAML of others come in at one place each, where everything that is wrong becomes a refusal.</summary>
public sealed partial class ForeignDocumentTests
{
    // Files that the build itself writes, and writes anew where they cannot be read.
    private static readonly string[] s_caches = ["LayerCache.cs", "BuildRecords.cs", "BaseContents.cs"];
    private static readonly string[] s_readers = ["JsonFields.cs", "UntrustedJson.cs"];

    [Fact]
    public void Documents_of_others_are_read_by_the_tolerant_readers()
    {
        var engine = Engine(new DirectoryInfo(AppContext.BaseDirectory));
        var files = Directory
            .GetFiles(engine, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .Where(file => !s_caches.Concat(s_readers).Contains(Path.GetFileName(file)))
            .ToList();
        Assert.Contains(files, file => Path.GetFileName(file) == "ExecCredential.cs");

        var strict = files
            .SelectMany(file =>
                Strict().Matches(File.ReadAllText(file)).Select(m => $"{Path.GetFileName(file)}: {m.Value}")
            )
            .ToList();

        Assert.True(
            strict.Count == 0,
            "Use UntrustedJson, JsonFields and YamlParser instead:\n" + string.Join('\n', strict)
        );
    }

    [Theory]
    [InlineData("JsonNode.Parse(text)")]
    [InlineData("JsonDocument.Parse(text)")]
    [InlineData("""json.GetProperty("a")""")]
    [InlineData("json.TryGetProperty(name, out var value)")]
    [InlineData("value.EnumerateArray()")]
    [InlineData("stream.Load(new StringReader(text))")]
    public void A_strict_reader_is_found(string code) => Assert.Matches(Strict(), code);

    [GeneratedRegex(
        @"\b(JsonNode|JsonDocument|JsonElement)\.Parse\(|JsonSerializer\.Deserialize|\.(TryGetProperty|GetProperty|GetInt32|GetInt64"
            + @"|GetBoolean|EnumerateArray|EnumerateObject|ValueEquals)\(|\bLoad\(new StringReader|new Parser\("
    )]
    private static partial Regex Strict();

    private static string Engine(DirectoryInfo? folder) =>
        folder is null ? throw new InvalidOperationException("These tests run inside of a checkout.")
        : Path.Combine(folder.FullName, "build", "Slipway") is var engine && Directory.Exists(engine) ? engine
        : Engine(folder.Parent);
}
