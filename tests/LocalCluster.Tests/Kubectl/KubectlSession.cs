using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Kubectl;

/// <summary>Runs kubectl commands in one namespace.</summary>
internal sealed class KubectlSession(string program, string kubeconfig, string ns)
{
    public string Program => program;

    public string Namespace => ns;

    /// <summary>Runs a command that must succeed; what it printed.</summary>
    public async Task<string> Run(string arguments, string? input = null)
    {
        var (code, output, errors) = await Try(arguments, input);
        Assert.True(code == 0, $"kubectl {arguments}: {output}{errors}");
        return output;
    }

    /// <summary>Runs a command, whether it succeeds or not.</summary>
    public Task<ProgramRun> Try(string arguments, string? input = null) => Try(arguments.Split(' '), input);

    /// <summary>The same with arguments that may hold spaces.</summary>
    public async Task<ProgramRun> Try(IEnumerable<string> arguments, string? input = null)
    {
        var (all, home) = (Arguments(arguments), Path.GetDirectoryName(kubeconfig));
        var run = await ProgramRun.Of(program, all, input, home);
        while (WasNeverSent(run))
            run = await ProgramRun.Of(program, all, input, home);
        return run;
    }

    /// <summary>
    /// Whether kubectl gave its request up before the server heard of it: it waits ten seconds for a TLS
    /// handshake, which no flag changes, and a machine may stand still for as long.
    /// </summary>
    public static bool WasNeverSent(ProgramRun run) =>
        run.Code != 0 && run.Errors.Contains("net/http: TLS handshake timeout");

    /// <summary>The arguments with those that lead to the cluster.</summary>
    public string[] Arguments(IEnumerable<string> arguments) =>
        ["--kubeconfig", kubeconfig, "-n", ns, .. arguments];
}
