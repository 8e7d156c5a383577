using Slipway.Formats;
using Slipway.Values;

namespace Slipway.Pipeline.Planning;

/// <summary>A plan on disk.</summary>
/// <param name="path">The file.</param>
public sealed class PlanFile(string path)
{
    private const long Longest = 16 * BodyLimit.Mebibyte;

    /// <summary>The file, as it was named.</summary>
    public string Path => path;

    /// <summary>Reads the plan.</summary>
    /// <exception cref="PlanUnreadableException">There is none.</exception>
    /// <exception cref="BodyTooLongException">It is too long for a plan.</exception>
    public async Task<ReleasePlan> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            await using var file = File.OpenRead(path);
            var limit = new BodyLimit(Longest, "The plan", path);
            return PlanJson.Read(await limit.ReadAllAsync(file, cancellation).ConfigureAwait(false));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PlanUnreadableException(path, "there is no such file");
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new PlanUnreadableException(path, e.Message);
        }
    }

    /// <summary>Writes the plan, for its owner to read.</summary>
    /// <exception cref="PlanUnwritableException">It cannot be written there.</exception>
    public void Save(ReleasePlan plan)
    {
        try
        {
            AtomicFile.WritePrivate(path, PlanJson.Write(plan));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlanUnwritableException(path, e.Message);
        }
    }
}
