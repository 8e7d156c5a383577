using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(EndToEnd.Checkout))]

// All stories happen in one clone, one after the other.
[assembly: Parallelization(Mode = ParallelMode.None)]
