namespace Slipway.Targets.Local;

/// <summary>Where the local cluster can be reached.</summary>
/// <param name="Api">The API server's address.</param>
/// <param name="Registry">Host and port of its image registry.</param>
/// <param name="Kubeconfig">The file that gives access to it.</param>
/// <param name="Runtime">What its pods are, such as <c>process</c>.</param>
internal sealed record LocalEndpoints(string Api, string Registry, string Kubeconfig, string Runtime);
