using YamlDotNet.Core;

namespace Slipway.Yaml;

/// <summary>A place in a file, counted from one, as editors and compilers do.</summary>
internal readonly record struct SourceLocation(long Line, long Column)
{
    public static SourceLocation Of(Mark mark) => new(mark.Line, mark.Column);
}
