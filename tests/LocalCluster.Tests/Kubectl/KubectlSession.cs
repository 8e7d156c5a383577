using System.Diagnostics;

namespace LocalCluster.Tests.Kubectl;

/// <summary>Runs kubectl commands in one namespace.</summary>
internal sealed class KubectlSession(string program, string kubeconfig, string ns)
{
    /// <summary>Runs a command that must succeed; what it printed.</summary>
    public async Task<string> Run(string arguments, string? input = null)
    {
        var (code, output, errors) = await Try(arguments, input);
        Assert.True(code == 0, $"kubectl {arguments}: {output}{errors}");
        return output;
    }

    /// <summary>Runs a command; its exit code, what it printed, and its complaints.</summary>
    public async Task<(int Code, string Output, string Errors)> Try(string arguments, string? input = null)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments.Split(' ').Concat(["--kubeconfig", kubeconfig, "-n", ns]))
            start.ArgumentList.Add(argument);
        start.Environment["HOME"] = Path.GetDirectoryName(kubeconfig);
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await errors);
    }
}
