using System.Text;

namespace Slipway.Fuzz;

/// <summary>
/// Archives as text, since a repository keeps no binary seeds: each entry is a line with name, type and size, and the
/// lines up to the next entry are its content. What is changed in the text is changed in the archive.
/// </summary>
internal static class Tar
{
    private const int Block = 512;

    public static byte[] Of(byte[] text)
    {
        var archive = new MemoryStream();
        foreach (
            var entry in Encoding.Latin1.GetString(text).Split("== ", StringSplitOptions.RemoveEmptyEntries)
        )
        {
            var end = entry.IndexOf('\n') is >= 0 and var at ? at : entry.Length;
            var words = entry[..end].Split(' ');
            var content = Encoding.Latin1.GetBytes(entry[Math.Min(end + 1, entry.Length)..]);
            var header = new byte[Block];
            Put(header, 0, 100, words[0]);
            Put(header, 100, 8, "0000644\0");
            Put(
                header,
                124,
                12,
                words.ElementAtOrDefault(2) ?? Convert.ToString(content.Length, 8).PadLeft(11, '0')
            );
            Put(header, 136, 12, "00000000000");
            Put(header, 148, 8, "        ");
            Put(header, 156, 1, words.ElementAtOrDefault(1) ?? "0");
            Put(header, 257, 8, "ustar\000");
            Put(header, 148, 8, Convert.ToString(header.Sum(b => b), 8).PadLeft(6, '0') + "\0 ");
            archive.Write(header);
            archive.Write(content);
            archive.Write(new byte[(Block - content.Length % Block) % Block]);
        }
        archive.Write(new byte[2 * Block]);
        return archive.ToArray();
    }

    private static void Put(byte[] header, int at, int most, string text) =>
        Encoding.Latin1.GetBytes(text).Take(most).ToArray().CopyTo(header, at);
}
