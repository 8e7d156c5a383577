using System.Text.RegularExpressions;

namespace Slipway.Tests;

/// <summary>Nothing in the engine tells kinds apart by their name alone.</summary>
public sealed partial class KindComparisonTests
{
    [Fact]
    public void Kinds_are_compared_with_their_group()
    {
        var engine = Engine(new DirectoryInfo(AppContext.BaseDirectory));
        var files = Directory
            .GetFiles(engine, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .ToList();
        Assert.Contains(files, file => Path.GetFileName(file) == "ApplyWaves.cs");
        var bare = files
            .SelectMany(file => BareKind().Matches(File.ReadAllText(file)).Select(m => $"{file}: {m.Value}"))
            .ToList();
        Assert.True(bare.Count == 0, "Match GroupKind instead:\n" + string.Join('\n', bare));
    }

    [Theory]
    [InlineData("""o.Kind == "Job" """)]
    [InlineData("""o.Kind is not ("Job" or "CronJob")""")]
    [InlineData("""o is { Kind: "Service" }""")]
    [InlineData("""obj.Kind switch { "Pod" => 1 }""")]
    public void A_bare_comparison_is_found(string code) => Assert.Matches(BareKind(), code);

    // Section.Kind describes a YAML node and is overridden as an expression; that is none of these.
    [GeneratedRegex("""\bKind\s*(==|!=|is(\s+not)?|:|switch\s*\{)\s*\(*"[A-Z]""")]
    private static partial Regex BareKind();

    private static string Engine(DirectoryInfo? folder) =>
        folder is null ? throw new InvalidOperationException("These tests run inside of a checkout.")
        : Path.Combine(folder.FullName, "build", "Slipway") is var engine && Directory.Exists(engine) ? engine
        : Engine(folder.Parent);
}
