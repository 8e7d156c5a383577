using System.Text;
using Slipway.Values;

namespace Slipway.Fuzz;

/// <summary>Runs a subject on numbered cases. A case is the same on every machine, and alone as in a row.</summary>
internal static class FuzzRun
{
    // What no input of a few kilobytes needs; a reader that takes more multiplies it.
    private const long MostMemory = 512L * 1024 * 1024;

    // Far beyond what a case takes on the slowest machine: it ends what would never end.
    private static readonly TimeSpan s_hang = TimeSpan.FromMinutes(2);

    /// <summary>Runs cases.</summary>
    /// <returns>What was found, each kind of exception at each place once.</returns>
    public static IReadOnlyList<string> Run(Subject subject, int first, int count)
    {
        var seeds = subject.Seeds();
        Assert.NotEmpty(seeds);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var number = first; number < first + count; number++)
        {
            var input = Case(subject, seeds, number);
            if (Crash(subject, input) is var (kind, message))
                found.TryAdd(kind, $"{subject.Name}, case {number}: {kind}: {message}\n{Shown(input)}");
        }
        return [.. found.Values];
    }

    /// <summary>The seeds themselves are read without complaint, or nothing would be tested.</summary>
    public static void Accept(Subject subject)
    {
        foreach (var seed in subject.Seeds())
            subject.Read(seed);
    }

    private static byte[] Case(Subject subject, IReadOnlyList<byte[]> seeds, int number)
    {
        var random = new Random(Hash(subject.Name) ^ (number * 7919));
        var seed = seeds[random.Next(seeds.Count)];
        return random.Next(2) == 0 && JsonMutation.Of(seed, random) is { } json
            ? json
            : Mutation.Of(seed, random);
    }

    private static (string Kind, string Message)? Crash(Subject subject, byte[] input)
    {
        (string, string)? crash = null;
        // On a thread of its own: what hangs must not hang the tests.
        var thread = new Thread(() => crash = Try(subject, input)) { IsBackground = true };
        thread.Start();
        return thread.Join(s_hang) ? crash : ("hang", "it does not end");
    }

    private static (string Kind, string Message)? Try(Subject subject, byte[] input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            subject.Read(input);
        }
        catch (Refusal)
        {
            // Says what, where and what next.
        }
        catch (Exception e) when (e.GetType() == subject.MayThrow)
        {
            // Said by the caller.
        }
        catch (Exception e)
        {
            var place = e
                .StackTrace?.Split('\n')
                .FirstOrDefault(line => line.Contains("Slipway.") && !line.Contains("Slipway.Fuzz"));
            return ($"{e.GetType().Name} {place?.Trim()}", e.Message);
        }
        var used = GC.GetAllocatedBytesForCurrentThread() - before;
        return used > MostMemory ? ("memory", $"it allocates {used / 1024 / 1024} MB") : null;
    }

    private static string Shown(byte[] input) =>
        string.Concat(
            Encoding
                .Latin1.GetString(input)
                .Take(3000)
                .Select(c => c is '\n' || !char.IsControl(c) ? $"{c}" : $"\\x{(int)c:x2}")
        );

    // FNV-1a: string.GetHashCode differs from run to run.
    private static int Hash(string text)
    {
        var hash = 2166136261;
        foreach (var c in text)
            hash = unchecked((hash ^ c) * 16777619);
        return unchecked((int)hash);
    }
}
