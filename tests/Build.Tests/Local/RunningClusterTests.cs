using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Slipway.Images.Registries;
using Slipway.Targets.Local;
using Slipway.Values;

namespace Slipway.Targets.Tests.Local;

public sealed class RunningClusterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public RunningClusterTests() => _listener.Start();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _listener.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_cluster_that_answers_with_its_own_certificate_runs()
    {
        var serving = ServeAsync(Leave());
        var endpoints = await new RunningCluster(_folder.Path, Eventually.Deadline).FindAsync(Stop);
        await serving;
        var api = $"https://{_listener.LocalEndpoint}";
        Assert.Equal(
            new LocalEndpoints(api, "127.1.2.1:5000", _folder.At("kubeconfig"), "process"),
            endpoints
        );
    }

    [Fact]
    public void Its_registry_is_written_to_with_the_token_in_its_folder()
    {
        Leave();
        Assert.Null(new RunningCluster(_folder.Path).RegistryLogin());
        _folder.Write("pki/registry-token", "a-token\n");
        Assert.Equal(
            ("127.1.2.1:5000", new RegistryCredentials("slipway", "a-token")),
            new RunningCluster(_folder.Path).RegistryLogin()
        );
    }

    [Fact]
    public async Task Something_else_on_its_port_is_no_cluster()
    {
        Leave();
        using var foreign = Certificate();
        var serving = ServeAsync(foreign);
        Assert.Null(await new RunningCluster(_folder.Path, Eventually.Deadline).FindAsync(Stop));
        await serving;
    }

    [Fact]
    public async Task Nothing_on_its_port_is_no_cluster()
    {
        Leave();
        _listener.Stop();
        Assert.Null(await new RunningCluster(_folder.Path, Eventually.Deadline).FindAsync(Stop));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{ "addressBlock": "127.1.2.0", "pid": 4711 }""")]
    public async Task Without_a_usable_record_there_is_no_cluster(string? record)
    {
        Leave();
        File.Delete(_folder.At("cluster.json"));
        if (record is not null)
            _folder.Write("cluster.json", record);
        Assert.Null(await new RunningCluster(_folder.Path, Eventually.Deadline).FindAsync(Stop));
    }

    [Fact]
    public async Task To_be_interrupted_is_not_to_find_none()
    {
        Leave(); // accepts connections, and never says a word
        using var stop = new CancellationTokenSource();
        var finding = new RunningCluster(_folder.Path, Eventually.Deadline).FindAsync(stop.Token);
        using var connected = await _listener.AcceptTcpClientAsync(Stop);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => finding);
    }

    [Fact]
    public void Anything_but_Linux_is_refused_in_words()
    {
        LocalClusterNeedsLinuxException.UnlessOn(linux: true);
        var refusal = Assert.Throws<LocalClusterNeedsLinuxException>(() =>
            LocalClusterNeedsLinuxException.UnlessOn(linux: false)
        );
        Assert.Equal(Outcome.Refused, refusal.Outcome);
        Assert.Contains("127.0.0.0/8", refusal.What);
        Assert.Contains("WSL", refusal.Next);
        Assert.Contains("--kube-context", refusal.Next);
    }

    /// <summary>What a cluster leaves in its folder.</summary>
    private X509Certificate2 Leave()
    {
        var certificate = Certificate();
        _folder.Write("pki/ca.crt", certificate.ExportCertificatePem());
        _folder.Write("kubeconfig", "");
        _folder.Write(
            "cluster.json",
            $$"""
            { "api": "https://{{_listener.LocalEndpoint}}", "registry": "127.1.2.1:5000", "pid": 4711 }
            """
        );
        return certificate;
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=cluster", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private async Task ServeAsync(X509Certificate2 certificate)
    {
        using var client = await _listener.AcceptTcpClientAsync(Stop);
        await using var stream = new SslStream(client.GetStream());
        try
        {
            await stream.AuthenticateAsServerAsync(certificate);
            Assert.Equal(0, await stream.ReadAsync(new byte[1], Stop));
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            // The client hung up, content or not: what it made of the certificate is its answer.
        }
    }
}
