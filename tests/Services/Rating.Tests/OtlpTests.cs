using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Running;

namespace Rating.Tests;

public class OtlpTests
{
    [Fact]
    public async Task With_an_endpoint_in_the_environment_metrics_traces_and_logs_go_there()
    {
        var received = new ConcurrentQueue<string>();
        await using var collector = await CollectorAsync(received);

        await using var process = StartedProcess.Start(
            "Rating.dll",
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.Single()),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("Shutdown__DrainSeconds", "0")
        );
        using (var http = new HttpClient { BaseAddress = await process.ListeningAsync() })
            await http.GetStringAsync("/ratings/movie/1", TestContext.Current.CancellationToken);
        process.Terminate();
        Assert.Equal(0, await process.ExitAsync());

        // Whatever was not sent yet is sent when the process ends.
        Assert.Equal(["/v1/logs", "/v1/metrics", "/v1/traces"], received.Distinct().Order());
    }

    private static async Task<WebApplication> CollectorAsync(ConcurrentQueue<string> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(context =>
        {
            received.Enqueue(context.Request.Path);
            return Task.CompletedTask;
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
