using LocalCluster.Hosting;
using Slipway.Tests.Kubernetes;

namespace Slipway.Tests.Pipeline.ContainerTests;

/// <summary>A cluster whose pods are processes.</summary>
public sealed class ProcessCluster() : RunningCluster(RuntimeChoice.Process, TimeProvider.System);
