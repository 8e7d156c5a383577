using LocalCluster.Tests.Kubectl;

namespace LocalCluster.Tests.Conformance;

/// <summary>
/// Sessions of kubectl, written down as files: each folder <c>Area/case</c> holds a <c>session.txt</c> and
/// the files that its commands read. Every session is run with each kubectl of this machine. The areas run
/// side by side; the name of the class is the name of its folder.
/// </summary>
public abstract class ConformanceTests<TArea>(ConformanceClusters clusters)
    where TArea : ConformanceTests<TArea>
{
    private static string Folder { get; } =
        Path.Combine(AppContext.BaseDirectory, "Conformance", typeof(TArea).Name);

    /// <summary>The cases with each version; with version 0 where there is no kubectl.</summary>
    public static TheoryData<string, int> Cases
    {
        get
        {
            var rows = new TheoryData<string, int>();
            foreach (var folder in Directory.EnumerateDirectories(Folder).Order())
            {
                foreach (var minor in KubectlPrograms.All.Select(p => p.Minor).DefaultIfEmpty(0))
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
            Assert.Skip("There is no kubectl on this machine.");
            return;
        }
        var (host, home) = await clusters.For(minor);
        await new Session(program, Path.Combine(Folder, session), home, host).Run();
    }
}
