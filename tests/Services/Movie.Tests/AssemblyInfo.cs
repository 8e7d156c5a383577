using Xunit.Sdk;
using Xunit.v3;

// OpenTelemetry listens to a whole process: a service within a test would count the requests of others, too.
[assembly: Parallelization(Mode = ParallelMode.None)]
