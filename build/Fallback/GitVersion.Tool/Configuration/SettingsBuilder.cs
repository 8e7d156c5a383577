using System.Text.RegularExpressions;
using GitVersion.Cli;
using GitVersion.Versions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GitVersion.Configuration;

/// <summary>Lays what a file says over the workflow's own settings.</summary>
internal sealed class SettingsBuilder(string file)
{
    private readonly List<BranchBuilder> _branches = [];
    private Settings _settings = GitHubFlow.Settings;
    private string? _workflow;

    /// <summary>Takes one of the top-level values.</summary>
    public void Set(Scalar key, Scalar value)
    {
        var text = value.Value;
        _settings = key.Value switch
        {
            "workflow" => WithWorkflow(value),
            "mode" => _settings with { Mode = ValueReader.Mode(value, Refuse) },
            "next-version" => _settings with { NextVersion = NextVersion(value) },
            "tag-prefix" => _settings with { TagPrefix = new TagPrefix(Pattern(value, $"^(?:{text})")) },
            "commit-date-format" => _settings with { CommitDateFormat = text },
            "tag-pre-release-weight" => _settings with
            {
                TagPreReleaseWeight = ValueReader.Number(value, Refuse),
            },
            _ => _settings with { Messages = WithMessages(key, value) },
        };
    }

    /// <summary>The branch of that name, to be changed or added.</summary>
    public BranchBuilder Branch(Scalar name)
    {
        var known = _settings.Branches.FirstOrDefault(b => b.Key == name.Value);
        var branch = new BranchBuilder(name, known, Refuse);
        _branches.Add(branch);
        return branch;
    }

    /// <summary>The settings.</summary>
    public Settings Build()
    {
        if (_workflow is null)
        {
            throw new ToolException(
                $"{file}: no 'workflow' is set. The default GitFlow/v1 is not supported by this stand-in; "
                    + $"set 'workflow: {GitHubFlow.Name}'."
            );
        }
        var built = _branches.Select(b => b.Build()).ToDictionary(b => b.Key);
        var known = _settings
            .Branches.Select(b => built.Remove(b.Key, out var changed) ? changed : b)
            .ToList();
        // Branches of the user's own come before 'unknown', which matches every name.
        return _settings with { Branches = [.. known[..^1], .. built.Values, known[^1]] };
    }

    /// <summary>A refusal that says where.</summary>
    public Exception Refuse(Mark at, string message) =>
        new ToolException($"{file}:{at.Line}:{at.Column}: {message}");

    private Settings WithWorkflow(Scalar value)
    {
        if (value.Value != GitHubFlow.Name)
        {
            throw Refuse(
                value.Start,
                $"The workflow '{value.Value}' is not supported by this stand-in; "
                    + $"it knows '{GitHubFlow.Name}'."
            );
        }
        _workflow = value.Value;
        return _settings;
    }

    private SemanticVersion NextVersion(Scalar value) =>
        SemanticVersion.TryParsePartial(value.Value)
        ?? throw Refuse(
            value.Start,
            $"'{value.Value}' is no version; expected for example '2.0' or '2.0.0'."
        );

    private Regex Pattern(Scalar value, string? pattern = null) =>
        ValueReader.Pattern(pattern ?? value.Value, value, Refuse);

    private MessagePatterns WithMessages(Scalar key, Scalar value)
    {
        var messages = _settings.Messages;
        return key.Value switch
        {
            "major-version-bump-message" => messages with { Major = Pattern(value) },
            "minor-version-bump-message" => messages with { Minor = Pattern(value) },
            "patch-version-bump-message" => messages with { Patch = Pattern(value) },
            "no-bump-message" => messages with { None = Pattern(value) },
            "commit-message-incrementing" => messages with { Scope = ValueReader.Scope(value, Refuse) },
            _ => throw Refuse(key.Start, $"The key '{key.Value}' is not supported by this stand-in."),
        };
    }
}
