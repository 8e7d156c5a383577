[assembly: AssemblyFixture(typeof(EndToEnd.Checkout))]

// All stories happen in one clone, one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
