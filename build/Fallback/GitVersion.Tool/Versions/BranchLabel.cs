using System.Text.RegularExpressions;
using GitVersion.Cli;
using GitVersion.Configuration;

namespace GitVersion.Versions;

/// <summary>The pre-release label of a branch.</summary>
internal static partial class BranchLabel
{
    /// <summary>
    /// The label with its placeholders filled from the branch's name, and fit for a version.
    /// </summary>
    /// <exception cref="ToolException">A placeholder is no group of the branch's expression.</exception>
    public static string Of(BranchSettings branch, string branchName)
    {
        var groups = branch.Pattern.Match(branchName).Groups;
        var label = branch.Label;
        for (var open = label.IndexOf('{'); open >= 0; open = label.IndexOf('{', open + 1))
        {
            var close = label.IndexOf('}', open);
            if (close < 0)
                break;
            var name = label[(open + 1)..close];
            var value = groups.TryGetValue(name, out var group)
                ? group.Value
                : throw new ToolException(
                    $"The label '{branch.Label}' of branch configuration '{branch.Key}' uses '{{{name}}}', "
                        + "which is no group of its regex; other placeholders are not supported by this stand-in."
                );
            label = label[..open] + Escape(value) + label[(close + 1)..];
        }
        return Escape(label);
    }

    /// <summary>The text with '-' in place of everything that a version's identifiers cannot hold.</summary>
    public static string Escape(string text) => NotAllowed().Replace(text, "-");

    [GeneratedRegex("[^a-zA-Z0-9-]")]
    private static partial Regex NotAllowed();
}
