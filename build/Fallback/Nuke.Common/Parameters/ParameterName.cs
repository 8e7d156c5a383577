using System.Reflection;
using System.Text;

namespace Nuke.Common.Parameters;

/// <summary>A parameter's name in code, on the command line and in the environment.</summary>
internal static class ParameterName
{
    internal static string Of(MemberInfo member)
    {
        var prefix = member.DeclaringType?.GetCustomAttribute<ParameterPrefixAttribute>()?.Prefix;
        return prefix + (member.GetCustomAttribute<ParameterAttribute>()?.Name ?? member.Name);
    }

    /// <summary><c>ApiKey</c> becomes <c>api-key</c>, <c>NuGetURL</c> becomes <c>nu-get-url</c>.</summary>
    internal static string Dashed(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var begins =
                char.IsUpper(name[i])
                && i > 0
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (begins && text[^1] != '-')
                text.Append('-');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    /// <summary>The normalized form in which names are compared.</summary>
    internal static string Letters(string name) =>
        name.All(char.IsAsciiLetterOrDigit) ? name : string.Concat(name.Where(char.IsLetterOrDigit));
}
