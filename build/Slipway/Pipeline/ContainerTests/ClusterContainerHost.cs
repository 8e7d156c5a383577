using Slipway.Images.Registries;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline.Push;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline.ContainerTests;

/// <summary>
/// The local cluster, whose pods are processes of this machine: they have its user and its files, so neither
/// a container's user nor its root can be proven there.
/// </summary>
/// <param name="cluster">The cluster.</param>
/// <param name="registries">Where base images are read, and where the cluster pulls from.</param>
/// <param name="registry">Host and port of the latter.</param>
/// <param name="reporter">Receives a notice of each upload.</param>
public sealed class ClusterContainerHost(
    Cluster cluster,
    RegistryClient registries,
    string registry,
    IReporter reporter
) : IContainerHost
{
    private const string Namespace = "slipway-container-test";
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);
    private static readonly ObjectKey s_key = new("v1", "Namespace", null, Namespace);

    private bool _made;

    /// <inheritdoc />
    public string Name => "local cluster";

    /// <inheritdoc />
    public bool Isolates => false;

    /// <inheritdoc />
    public async Task PrepareAsync(IReadOnlyList<TestedImage> images, CancellationToken ct)
    {
        // What a killed run left behind, and what another one is just removing.
        await cluster.DeleteAsync(s_key, new DeleteOptions(), ct);
        while (await cluster.GetAsync(s_key, ct) is not null)
            await Task.Delay(s_pause, cluster.Time, ct);
        _made = true;
        await cluster.CreateAsync(
            KubeObject.Parse(
                $$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{{Namespace}}}"}}"""
            ),
            ct
        );
        var push = new ImagePush(registries, reporter, cluster.Time);
        foreach (var image in images)
        {
            var reference = ReferenceOf(image);
            var repository = reference with { Tag = null, Digest = null };
            await push.PushAsync(image.Image, repository, reference.Tag!, ct);
        }
    }

    /// <inheritdoc />
    public async Task<IRunningContainer> StartAsync(
        TestedImage image,
        bool readOnlyRoot,
        CancellationToken ct
    )
    {
        var port = image.Settings.Port ?? ImageRun.Of(image.For(HostPlatform.Name)).Port;
        var pod = ClusterPod.Of(image, $"{ReferenceOf(image)}", Namespace, port);
        await cluster.CreateAsync(pod, ct);
        return await ClusterContainer.StartAsync(cluster, pod, port, image.Settings.Start, ct);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_made)
            await cluster.DeleteAsync(s_key, new DeleteOptions(), CancellationToken.None);
    }

    // A tag of the digest's own: it never stands for anything else.
    private ImageReference ReferenceOf(TestedImage image) =>
        new(
            registry,
            $"slipway-container-test/{image.Name}",
            $"t-{image.Image.Digest.Hex[..12]}",
            image.Image.Digest
        );
}
