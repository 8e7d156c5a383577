using System.Globalization;
using System.Text;

namespace LocalCluster.Watching;

/// <summary>
/// FNV-1a, 32 bits, and the alphabet in which Kubernetes writes hashes into names (no vowels, no
/// look-alikes).
/// </summary>
internal static class Fnv
{
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    public static uint Hash32(string text)
    {
        var hash = 2166136261u;
        foreach (var b in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ b) * 16777619u;
        return hash;
    }

    /// <summary>A hash as a part of a name.</summary>
    public static string Name(uint hash) =>
        string.Concat(
            hash.ToString(CultureInfo.InvariantCulture).Select(digit => Alphabet[digit % Alphabet.Length])
        );
}
