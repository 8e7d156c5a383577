using LocalCluster.Storage;

namespace LocalCluster.Api.Http.Faults;

/// <summary>Makes the reads of a request see an earlier state.</summary>
internal sealed record StaleReads(Snapshot State);
