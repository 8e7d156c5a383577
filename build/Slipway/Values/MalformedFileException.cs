namespace Slipway.Values;

/// <summary>A file that another program wrote is not what that program writes.</summary>
internal sealed class MalformedFileException(string file, string why)
    : Refusal(
        $"{Path.GetFileName(file)} cannot be read: {why}",
        file,
        "It was cut off, or something changed it. Delete it and run the command again, so that it is written anew."
    )
{
    /// <summary>What is wanted of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="read">Takes it out of the text, and says what is wrong with a <see cref="FormatException"/>.</param>
    /// <exception cref="MalformedFileException">It is not in there.</exception>
    public static T Read<T>(string file, Func<string, T> read)
    {
        try
        {
            return read(File.ReadAllText(file));
        }
        catch (FormatException e)
        {
            throw new MalformedFileException(file, e.Message);
        }
    }
}
