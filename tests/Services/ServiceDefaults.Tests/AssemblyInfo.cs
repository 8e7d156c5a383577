// OpenTelemetry listens to a whole process: a service within a test would count the requests of others, too.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
