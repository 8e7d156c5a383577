using LocalCluster.Hosting;

namespace Slipway.Tests.Kubernetes;

/// <summary>
/// A cluster of its own for each test class whose pods are rehearsed: nothing runs, a minute takes three
/// seconds.
/// </summary>
public sealed class RehearsingCluster() : RunningCluster(RuntimeChoice.Simulated, new FastTime());
