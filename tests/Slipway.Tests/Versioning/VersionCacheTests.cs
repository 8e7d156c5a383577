using System.Text.Json.Nodes;
using Slipway.Versioning;

namespace Slipway.Tests.Versioning;

public class VersionCacheTests
{
    [Fact]
    public async Task A_second_run_at_the_same_commit_needs_no_tool()
    {
        using var repository = new VersionedRepository();
        var first = await repository.ReadAsync();
        // The remembered answer is changed, so that it can be told from a new one.
        Rewrite(repository, entry => entry["author"] = "Remembered");
        Assert.Equal(first with { Author = "Remembered" }, await repository.ReadAsync());
    }

    [Fact]
    public async Task Changes_beside_the_commit_are_seen_nevertheless()
    {
        using var repository = new VersionedRepository();
        Assert.Equal("1.2.3", await repository.VersionAsync());
        repository.Write("source.txt", "two\n");
        Assert.StartsWith("1.2.3-dirty.", await repository.VersionAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_a_tag_a_branch_and_the_configuration_make_it_look_again()
    {
        using var repository = new VersionedRepository();
        await repository.ReadAsync();
        repository.Commit("next");
        Assert.Equal($"1.2.4-1.{repository.Id}", await repository.VersionAsync());
        repository.Git("tag", "v2.0.0");
        Assert.Equal("2.0.0", await repository.VersionAsync());
        repository.Git("tag", "-d", "v2.0.0");
        Assert.Equal($"1.2.4-1.{repository.Id}", await repository.VersionAsync());
        repository.Git("checkout", "-q", "-b", "feature/a");
        Assert.Equal($"1.2.4-a.1.{repository.Id}", await repository.VersionAsync());
        repository.Git("update-index", "--assume-unchanged", "GitVersion.yml");
        repository.Write("GitVersion.yml", "workflow: GitHubFlow/v1\nbranches: { feature: { label: b } }\n");
        Assert.Equal($"1.2.4-b.1.1.{repository.Id}", await repository.VersionAsync());
    }

    [Theory]
    [InlineData("GITHUB_REF")]
    [InlineData("GITHUB_HEAD_REF")]
    [InlineData("CI_COMMIT_REF_NAME")]
    [InlineData("BUILD_SOURCEBRANCH")]
    [InlineData("GIT_BRANCH")]
    public void The_branch_that_a_build_server_names_is_part_of_the_key(string variable)
    {
        var program = new VersionTool(VersionedRepository.ToolFolder).Locate();
        Assert.Equal(Inputs(null), Inputs(null));
        Assert.NotEqual(Inputs(null), Inputs("refs/pull/5/merge"));

        IEnumerable<string> Inputs(string? value) =>
            VersionTool.Inputs(program, name => name == variable ? value : null);
    }

    [Fact]
    public void The_version_of_the_tool_is_part_of_the_key_and_its_date_is_not()
    {
        var program = new VersionTool(VersionedRepository.ToolFolder).Locate();
        Assert.StartsWith("6.8.2", VersionTool.Inputs(program, _ => null).First());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"key\": 1}")]
    [InlineData("{\"key\": \"other\", \"tool\": \"{}\", \"author\": \"x\"}")]
    public async Task A_broken_file_counts_as_absent_and_is_replaced(string content)
    {
        using var repository = new VersionedRepository();
        var version = await repository.ReadAsync();
        var file = Assert.Single(Directory.GetFiles(repository.Cache));
        var written = File.ReadAllText(file);
        File.WriteAllText(file, content);
        Assert.Equal(version, await repository.ReadAsync());
        Assert.Equal(written, File.ReadAllText(file));
    }

    [Fact]
    public async Task Foreign_words_under_the_right_key_are_not_believed()
    {
        using var repository = new VersionedRepository();
        var version = await repository.ReadAsync();
        Rewrite(repository, entry => entry["tool"] = "{\"SemVer\": 7}");
        Assert.Equal(version, await repository.ReadAsync());
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_to_costs_only_the_memory()
    {
        using var repository = new VersionedRepository();
        repository.Write(".nuke/temp/versions", "a file where the folder should be");
        Assert.Equal("1.2.3", await repository.VersionAsync());
        var notice = Assert.Single(repository.Notices);
        Assert.StartsWith("The version could not be cached", notice.Text, StringComparison.Ordinal);
    }

    private static void Rewrite(VersionedRepository repository, Action<JsonObject> change)
    {
        var file = Assert.Single(Directory.GetFiles(repository.Cache));
        var entry = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        change(entry);
        File.WriteAllText(file, entry.ToJsonString());
    }
}
