using LocalCluster.Hosting;

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) => { e.Cancel = true; stopping.Cancel(); };
await using var host = await ClusterHost.StartAsync(new ClusterOptions(args[2]) { Log = Console.WriteLine });
Console.WriteLine(host.BaseUri);
await Task.Delay(Timeout.Infinite, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
