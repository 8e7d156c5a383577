using System.Text;

namespace Slipway.Fuzz;

/// <summary>
/// Changes bytes at random, as they change when a file is cut off, edited by hand or written by someone else. The same
/// random numbers give the same change.
/// </summary>
internal static class Mutation
{
    // What parsers stumble over: ends of things, other types, numbers at limits, times at the end of time, text that is
    // none.
    private static readonly byte[][] s_words =
    [
        .. new[]
        {
            "[",
            "]",
            "{",
            "}",
            "\"",
            "'",
            ":",
            ",",
            "\n",
            "\r\n",
            "\t",
            " ",
            "#",
            "- ",
            "? ",
            "| ",
            ">-\n",
            "&a ",
            "*a ",
            "!!int ",
            "!!binary ",
            "%YAML 9.9\n",
            "---\n",
            "...\n",
            "<<: ",
            "~",
            "null",
            "true",
            "{}",
            "[]",
            "\"\"",
            "0",
            "-1",
            "1e400",
            "1e308",
            ".inf",
            ".nan",
            "NaN",
            "Infinity",
            "2147483648",
            "9223372036854775807",
            "18446744073709551616",
            "99999999999999999999999999",
            "9999-12-31T23:59:59Z",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59-14:00",
            "\\ud800",
            "\\u0000",
            "\\u12",
            "\uFEFF",
            "\u2028",
            "\u001b[2J",
            "<html>",
            "sha256:",
            "@",
            "/",
            "..",
            "=",
            "%00",
            "{\"le\":\"+Inf\"}",
            "\0",
            "(",
            ")",
            "*",
            "5m",
            "292y",
            "1h1h",
            "-5s",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff],
        [0xc3],
        [0xed, 0xa0, 0x80],
        Encoding.UTF8.GetBytes(new string('[', 300)),
        Encoding.UTF8.GetBytes(new string('9', 400)),
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 200))),
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("- ", 200))),
    ];

    /// <summary>One to four changes.</summary>
    public static byte[] Of(byte[] seed, Random random)
    {
        var bytes = seed;
        for (var left = random.Next(1, 5); left > 0; left--)
            bytes = Once(bytes, random);
        return bytes;
    }

    private static byte[] Once(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length + 1);
        var length = random.Next(Math.Min(bytes.Length - at, 40) + 1);
        return random.Next(8) switch
        {
            0 => bytes[..at],
            1 => [.. bytes[..at], .. bytes[(at + length)..]],
            2 => [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]],
            3 when at < bytes.Length =>
            [
                .. bytes[..at],
                (byte)(bytes[at] ^ (1 << random.Next(8))),
                .. bytes[(at + 1)..],
            ],
            4 => [.. bytes[at..], .. bytes[..at]],
            5 => [.. bytes[..at], .. Word(random), .. bytes[(at + length)..]],
            _ => [.. bytes[..at], .. Word(random), .. bytes[at..]],
        };
    }

    private static byte[] Word(Random random) => s_words[random.Next(s_words.Length)];
}
