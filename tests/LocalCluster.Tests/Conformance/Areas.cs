namespace LocalCluster.Tests.Conformance;

// Each area is a class, so that the areas run side by side.

public sealed class Describing(ConformanceClusters c) : ConformanceTests<Describing>(c);

public sealed class Discovery(ConformanceClusters c) : ConformanceTests<Discovery>(c);

public sealed class Reading(ConformanceClusters c) : ConformanceTests<Reading>(c);
