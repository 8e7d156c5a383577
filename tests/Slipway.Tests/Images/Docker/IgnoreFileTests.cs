using Slipway.Images.Docker.Context;
using Slipway.Yaml;

namespace Slipway.Tests.Images.Docker;

public sealed class IgnoreFileTests
{
    private static readonly string[] s_files =
    [
        "README.md",
        "a.cs",
        "b.cs",
        "b.txt",
        "bin/x.dll",
        "docs/README.md",
        "docs/a.md",
        "docs/deep/b.md",
        "docs/deep/c.txt",
        "x+y.cs",
        "src/bin/y.dll",
        "src/[old]/z.cs",
        "src/main.cs",
        "src/obj/z.o",
    ];

    /// <summary>The lines, and what Docker sends of the files above.</summary>
    public static TheoryData<string, string> Cases =>
        new()
        {
            {
                "",
                "README.md a.cs b.cs b.txt bin/x.dll docs/README.md docs/a.md docs/deep/b.md docs/deep/c.txt "
                    + "src/[old]/z.cs src/bin/y.dll src/main.cs src/obj/z.o x+y.cs"
            },
            { "*", "" },
            { "**", "" },
            { "# docs\ndocs\nsrc\nbin", "README.md a.cs b.cs b.txt x+y.cs" },
            { "  docs  \n\n\tsrc/ \r\n/bin\n", "README.md a.cs b.cs b.txt x+y.cs" },
            { ".\n/\n./docs/../docs\nsrc//\n./bin/.", "README.md a.cs b.cs b.txt x+y.cs" },
            {
                "../docs\n#src\n #bin\n*.*\n!*.cs",
                "a.cs b.cs bin/x.dll docs/README.md docs/a.md docs/deep/b.md "
                    + "docs/deep/c.txt src/[old]/z.cs src/bin/y.dll src/main.cs src/obj/z.o x+y.cs"
            },
            { "*.md\nsrc\nbin\n*.cs", "b.txt docs/README.md docs/a.md docs/deep/b.md docs/deep/c.txt" },
            { "**/*.md\nsrc\nbin\n*.cs", "b.txt docs/deep/c.txt" },
            { "**/bin\n**/obj\ndocs", "README.md a.cs b.cs b.txt src/[old]/z.cs src/main.cs x+y.cs" },
            { "bin\ndocs/**\nsrc/**", "README.md a.cs b.cs b.txt x+y.cs" },
            { "*\n!src/main.cs\n!*.txt", "b.txt src/main.cs" },
            { "*\n!src", "src/[old]/z.cs src/bin/y.dll src/main.cs src/obj/z.o" },
            { "*\n!src\nsrc/*/\n!src/obj/z.o", "src/obj/z.o" },
            { "*\n!docs/**\ndocs/*/b.md", "docs/README.md docs/a.md docs/deep/c.txt" },
            { "!a.cs\n*\n! b.cs ", "b.cs" },
            { "*\n!*.md\nREADME*", "" },
            { "*\n!README*.md\n!docs/README.md", "README.md docs/README.md" },
            { "[ab].cs\nbin\ndocs\nsrc", "README.md b.txt x+y.cs" },
            { "[^a-a].cs\nbin\ndocs\nsrc", "README.md a.cs b.txt x+y.cs" },
            { "?.cs\nb.?xt\nbin\ndocs\nsrc", "README.md x+y.cs" },
            {
                "x+y.cs\nsrc/\\[old\\]\nbin\ndocs",
                "README.md a.cs b.cs b.txt src/bin/y.dll src/main.cs src/obj/z.o"
            },
            {
                "src/[[]old]\nbin\ndocs",
                "README.md a.cs b.cs b.txt src/bin/y.dll src/main.cs src/obj/z.o x+y.cs"
            },
            { "**.cs\nbin\ndocs", "README.md b.txt src/bin/y.dll src/obj/z.o" },
            { "**/deep/**\nbin\nsrc", "README.md a.cs b.cs b.txt docs/README.md docs/a.md x+y.cs" },
            {
                "d**/b.md\nbin\nsrc",
                "README.md a.cs b.cs b.txt docs/README.md docs/a.md docs/deep/c.txt x+y.cs"
            },
            { "\uFEFFdocs\nsrc\nbin", "README.md a.cs b.cs b.txt x+y.cs" },
            { "DOCS\nSRC\n*.CS\n*\n!BIN", "" },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_last_line_that_matches_decides(string lines, string sent)
    {
        var mistakes = new ValidationErrors(".dockerignore");
        var ignore = IgnoreFile.Parse(lines, mistakes);

        Assert.Empty(mistakes.Lines());
        Assert.Equal(
            sent,
            string.Join(' ', s_files.Where(file => !Excludes(ignore, file)).Order(StringComparer.Ordinal))
        );
    }

    [Theory]
    [InlineData("*\n!src/main.cs", "src", true)]
    [InlineData("*\n!src/main.cs", "docs", false)]
    [InlineData("*\n!src/main.cs", "src/obj", false)]
    [InlineData("*\n!**/*.cs", "docs/deep", true)]
    [InlineData("*\n!d*/deep/b.md", "docs", true)]
    [InlineData("*\n!docs", "docs", false)]
    [InlineData("*\ndocs/deep", "docs", false)]
    public void Only_folders_that_a_line_can_reach_are_searched(string lines, string folder, bool may) =>
        Assert.Equal(may, IgnoreFile.Parse(lines, new ValidationErrors("x")).MayIncludeBelow(folder));

    [Theory]
    [InlineData("a")]
    [InlineData("*")]
    [InlineData("**/")]
    [InlineData("[a-z]")]
    public void A_pattern_that_is_longer_than_a_path_is_a_mistake(string part)
    {
        var mistakes = new ValidationErrors("services/user/.dockerignore");
        var pattern = "a" + string.Concat(Enumerable.Repeat(part, 200_000 / part.Length)) + "b";

        IgnoreFile.Parse(pattern, mistakes);

        Assert.Equal(
            $"services/user/.dockerignore:1:1: '{pattern[..80]}...' is not a valid pattern: "
                + "it is longer than 4096 characters, as no path can be.",
            Assert.Single(mistakes.Lines())
        );
    }

    [Theory]
    [InlineData("a")]
    [InlineData("?")]
    [InlineData("*a")]
    [InlineData("[a-z]")]
    public void A_pattern_as_long_as_a_path_is_read_or_refused(string part)
    {
        var mistakes = new ValidationErrors("services/user/.dockerignore");
        IgnoreFile.Parse(string.Concat(Enumerable.Repeat(part, 4096 / part.Length)), mistakes);
        Assert.All(mistakes.Lines(), line => Assert.EndsWith("it has too many wildcards.", line));
    }

    [Fact]
    public void All_mistakes_are_named_with_their_lines()
    {
        var mistakes = new ValidationErrors("services/user/.dockerignore");

        IgnoreFile.Parse("docs\n  [a\n!\n[]x]\nb\\\n[z-a]\n[a-]\n", mistakes);

        Assert.Equal(
            [
                "services/user/.dockerignore:2:3: '[a' is not a valid pattern: '[' has no matching ']'.",
                "services/user/.dockerignore:3:1: '!' is not a valid pattern: '!' must be followed by a pattern.",
                "services/user/.dockerignore:4:1: '[]x]' is not a valid pattern: "
                    + "']' between '[' and ']' must be escaped with a backslash.",
                "services/user/.dockerignore:5:1: 'b\\' is not a valid pattern: "
                    + "a backslash must be followed by a character.",
                "services/user/.dockerignore:6:1: '[z-a]' is not a valid pattern: the range z-a is reversed.",
                "services/user/.dockerignore:7:1: '[a-]' is not a valid pattern: "
                    + "']' between '[' and ']' must be escaped with a backslash.",
            ],
            mistakes.Lines()
        );
    }

    private static bool Excludes(IgnoreFile ignore, string path)
    {
        var matches = ignore.Root;
        for (var slash = path.IndexOf('/'); slash > 0; slash = path.IndexOf('/', slash + 1))
            matches = ignore.Match(path[..slash], matches);
        return ignore.Excludes(ignore.Match(path, matches));
    }
}
