namespace LocalCluster.Tests.Conformance;

// Each area is a class, so that the areas run side by side.

public sealed class Access(ConformanceClusters c) : ConformanceTests<Access>(c);

public sealed class Applying(ConformanceClusters c) : ConformanceTests<Applying>(c);

public sealed class Changing(ConformanceClusters c) : ConformanceTests<Changing>(c);

public sealed class Creating(ConformanceClusters c) : ConformanceTests<Creating>(c);

public sealed class CustomKinds(ConformanceClusters c) : ConformanceTests<CustomKinds>(c);

public sealed class Deleting(ConformanceClusters c) : ConformanceTests<Deleting>(c);

public sealed class Demos(ConformanceClusters c) : ConformanceTests<Demos>(c);

public sealed class Describing(ConformanceClusters c) : ConformanceTests<Describing>(c);

public sealed class Discovery(ConformanceClusters c) : ConformanceTests<Discovery>(c);

public sealed class Reading(ConformanceClusters c) : ConformanceTests<Reading>(c);

public sealed class Refusing(ConformanceClusters c) : ConformanceTests<Refusing>(c);

public sealed class Rollouts(ConformanceClusters c) : ConformanceTests<Rollouts>(c);

public sealed class Waiting(ConformanceClusters c) : ConformanceTests<Waiting>(c);
