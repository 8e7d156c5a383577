using Slipway.Values;

namespace Slipway.Images.Packing;

/// <summary>The publish output cannot become an image.</summary>
internal sealed class PackRefusal(string what, string where, string next) : Refusal(what, where, next)
{
    /// <summary>A file was changed or deleted.</summary>
    public static PackRefusal Changed(string path, string source, string how = "changed") =>
        new(
            $"'{path}' {how} while it was being packed.",
            source,
            "Find out what else writes there (another build of the same checkout?) and run the command again."
        );
}
