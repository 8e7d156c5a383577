using LocalCluster.Tests.Kubectl;

namespace LocalCluster.Tests.Conformance;

/// <summary>
/// Sessions of kubectl, written down as files: each folder <c>Area/case</c> holds a <c>session.txt</c> and
/// the files that its commands read. The areas run side by side; the name of the class is the name of its
/// folder. Every session is run with the lowest, a middle and the highest kubectl of this machine. With those
/// between them, which would mostly repeat the same, only the sessions are run in which kubectl itself
/// changes at that version, and the demo, which does a whole day's work with each.
/// </summary>
public abstract class ConformanceTests<TArea>(ConformanceClusters clusters)
    where TArea : ConformanceTests<TArea>
{
    private static string Folder { get; } =
        Path.Combine(AppContext.BaseDirectory, "Conformance", typeof(TArea).Name);

    /// <summary>The cases with their versions; with version 0 where there is no kubectl.</summary>
    public static TheoryData<string, int> Cases
    {
        get
        {
            var rows = new TheoryData<string, int>();
            foreach (var folder in Directory.EnumerateDirectories(Folder).Order())
            {
                foreach (var minor in Versions(folder).DefaultIfEmpty(0))
                    rows.Add(Path.GetFileName(folder), minor);
            }
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_session_prints_what_is_written_down(string session, int minor)
    {
        if (KubectlPrograms.All.FirstOrDefault(p => p.Minor == minor) is not { } program)
        {
            Assert.Skip("kubectl is not installed");
            return;
        }
        var (host, home) = await clusters.For(minor);
        await new Session(program, Path.Combine(Folder, session), home, host).Run();
    }

    private static IEnumerable<int> Versions(string folder)
    {
        var steps = SessionFile.Read(File.ReadAllText(Path.Combine(folder, "session.txt")));
        return KubectlPrograms
            .All.Where(program =>
                typeof(TArea) == typeof(Demos)
                || KubectlPrograms.LowestMiddleHighest.Contains(program.Path)
                || steps.Any(step => step.ChangesAt(program.Minor))
            )
            .Select(program => program.Minor);
    }
}
