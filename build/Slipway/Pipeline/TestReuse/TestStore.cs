using Slipway.Formats;

namespace Slipway.Pipeline.TestReuse;

/// <summary>Records in a checkout which tests passed on which inputs.</summary>
internal sealed class TestStore(string folder)
{
    /// <summary>On what the tests of a project passed last; null where that is unknown.</summary>
    public TestProof? Find(string project)
    {
        try
        {
            return File.Exists(FileOf(project)) ? TestProof.Parse(File.ReadAllBytes(FileOf(project))) : null;
        }
        catch (FormatException)
        {
            // Half written or from another version of this build: the tests run.
            return null;
        }
    }

    public void Save(string project, TestProof proof)
    {
        Directory.CreateDirectory(folder);
        AtomicFile.Write(FileOf(project), System.Text.Encoding.UTF8.GetString(proof.ToBytes()));
    }

    private string FileOf(string project) => Path.Combine(folder, project + ".json");
}
