using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Kubectl;

/// <summary>Runs kubectl commands in one namespace.</summary>
internal sealed class KubectlSession(string program, string kubeconfig, string ns)
{
    public string Namespace => ns;

    /// <summary>Runs a command that must succeed; what it printed.</summary>
    public async Task<string> Run(string arguments, string? input = null)
    {
        var (code, output, errors) = await Try(arguments, input);
        Assert.True(code == 0, $"kubectl {arguments}: {output}{errors}");
        return output;
    }

    /// <summary>Runs a command, whether it succeeds or not.</summary>
    public Task<ProgramRun> Try(string arguments, string? input = null) => ProgramRun.Of(
        program, arguments.Split(' ').Concat(["--kubeconfig", kubeconfig, "-n", ns]), input,
        home: Path.GetDirectoryName(kubeconfig));
}
