using System.Net;
using System.Net.Sockets;

namespace Slipway.Targets.Tests.Running;

/// <summary>
/// The build is interrupted while it waits for an API server that took its call and says nothing.
/// </summary>
public sealed class InterruptionTests : IDisposable
{
    private readonly BuildProgram _build = new();
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);

    public InterruptionTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals");
        _silent.Start();
        _build.Variables["KUBECONFIG"] = _build.Repository.Write(
            "kubeconfig",
            Kubeconfig.For($"http://{_silent.LocalEndpoint}")
        );
    }

    public void Dispose()
    {
        _silent.Dispose();
        _build.Dispose();
    }

    [Theory]
    [InlineData("INT", "Status")]
    [InlineData("INT", "History")]
    [InlineData("TERM", "Status")]
    [InlineData("TERM", "History")]
    public async Task An_interrupted_target_ends_with_130_and_one_sentence(string signal, string target)
    {
        var run = await InterruptAsync(signal, target);
        Assert.Equal(130, run.Code);
        Assert.Contains("Interrupted. Progress is recorded; run the command again to continue.", run.Output);
        Assert.DoesNotContain("   at ", run.All);
        Assert.DoesNotContain("Exception", run.All);
        Assert.Single(run.Output.Split('\n'), line =>
            line.StartsWith("Build failed", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("INT", "Rollback")]
    [InlineData("TERM", "Rollback")]
    [InlineData("TERM", "Deploy")]
    public async Task Before_the_first_target_it_ends_with_130_too(string signal, string target)
    {
        BuildProgram.NeedsKubectl();
        var run = await InterruptAsync(signal, target);
        Assert.Equal(130, run.Code);
        Assert.Contains("Interrupted. Nothing was changed.", run.All);
        Assert.DoesNotContain("   at ", run.All);
    }

    private async Task<Finished> InterruptAsync(string signal, string target)
    {
        using var child = _build.Start(target, "--env", "remote", "--kube-context", "near", "--no-logo");
        using var call = await _silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        child.Signal(signal);
        return await child.EndAsync();
    }
}
