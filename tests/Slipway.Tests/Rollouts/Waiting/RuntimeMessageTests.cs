using Slipway.Rollouts.Waiting;

namespace Slipway.Tests.Rollouts.Waiting;

public sealed class RuntimeMessageTests
{
    private const string Reference = "registry.example.com/svc:nosuch";

    [Theory]
    [InlineData("", "")]
    [InlineData("configmap \"nosuch\" not found", "configmap \"nosuch\" not found")]
    // Kubernetes 1.26
    [InlineData(
        $"Failed to pull image \"{Reference}\": rpc error: code = NotFound desc = failed to pull and unpack image "
            + $"\"{Reference}\": failed to resolve reference \"{Reference}\": {Reference}: not found",
        $"{Reference}: not found"
    )]
    // Kubernetes 1.34
    [InlineData(
        $"Back-off pulling image \"{Reference}\": ErrImagePull: rpc error: code = NotFound desc = failed to pull "
            + $"and unpack image \"{Reference}\": failed to resolve reference \"{Reference}\": {Reference}: not found",
        $"{Reference}: not found"
    )]
    [InlineData(
        $"Failed to pull image \"{Reference}\": failed to pull and unpack image \"{Reference}\": failed to resolve "
            + $"reference \"{Reference}\": unexpected status from HEAD request to https://registry.example.com/v2/: "
            + "401 Unauthorized",
        "unexpected status from HEAD request to https://registry.example.com/v2/: 401 Unauthorized"
    )]
    // Nothing would be left.
    [InlineData($"Back-off pulling image \"{Reference}\": ", $"Back-off pulling image \"{Reference}\": ")]
    [InlineData(
        "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: "
            + "unable to start container process: exec: \"/nosuch\": stat /nosuch: no such file or directory",
        "unable to start container process: exec: \"/nosuch\": stat /nosuch: no such file or directory"
    )]
    [InlineData(
        "0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available: 3 No preemption victims "
            + "found for incoming pod.",
        "0/3 nodes are available: 3 Insufficient cpu."
    )]
    [InlineData(
        "0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are "
            + "available: 1 No preemption victims found for incoming pod.",
        "0/1 nodes are available: 1 Insufficient cpu."
    )]
    // Kubernetes 1.34 again: what is not found is its own affair.
    [InlineData(
        "0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found",
        "0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims."
    )]
    [InlineData(
        "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "
            + "\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\": plugin type=\"bridge\" failed (add)",
        "Failed to create pod sandbox: failed to setup network for sandbox: plugin type=\"bridge\" failed (add)"
    )]
    public void What_each_layer_repeats_is_said_once(string message, string words) =>
        Assert.Equal(words, RuntimeMessage.Of(message));
}
