using System.Text.Json.Nodes;
using Slipway.Images.Formats;
using Slipway.Images.Packing;
using Slipway.Images.Registries;
using Slipway.Pipeline.ContainerBuild;
using Slipway.Pipeline.ContainerTests;
using Slipway.Services;
using Slipway.Tests.Images;
using Slipway.Values;

namespace Slipway.Tests.Pipeline.ContainerTests;

/// <summary>
/// A service that goes wrong in the way that its environment asks for, so that one build serves all tests.
/// </summary>
internal sealed class Specimen(string layout, BuiltImage image, Service service)
{
    private const string Program = """
        var mode = Environment.GetEnvironmentVariable("MODE");
        var requests = 0;
        var builder = WebApplication.CreateBuilder(args);
        if (Environment.GetEnvironmentVariable("ASPNETCORE_URLS") is null)
            builder.WebHost.UseUrls("http://*:8080");
        // Signals are this program's own business.
        builder.Services.AddSingleton<IHostLifetime>(new NoLifetime());
        var app = builder.Build();
        Console.WriteLine("this is " + mode);
        if (mode == "writer")
            File.WriteAllText("/marks/mark", "was here");
        if (mode == "crashing")
            throw new InvalidOperationException("out of luck");
        app.MapGet("/healthz/live", () => Results.StatusCode(mode == "unwell" ? 500 : 200));
        app.MapGet("/healthz/ready", () => Results.StatusCode(mode == "never" ? 503 : 200));
        app.MapGet("/", async () =>
        {
            // The check of metrics sends five, and the traffic begins with one that is answered. Of what comes then, the hasty
            // one answers none: its end must find them.
            if (Interlocked.Increment(ref requests) > 6 && mode == "hasty")
                await Task.Delay(Timeout.Infinite);
            return "done";
        });
        if (mode != "mute")
            app.MapGet("/metrics", () => $"http_requests_total{{status=\"200\"}} {requests}\n");
        using var signal = System.Runtime.InteropServices.PosixSignalRegistration.Create(
            System.Runtime.InteropServices.PosixSignal.SIGTERM, context =>
            {
                context.Cancel = true;
                if (mode == "hasty")
                    Environment.Exit(0);
                if (mode != "deaf")
                    Task.Run(EndAsync);
            });
        await app.StartAsync();
        await app.WaitForShutdownAsync();

        async Task EndAsync()
        {
            // Connections that were made before the signal may not have been accepted yet.
            await Task.Delay(TimeSpan.FromSeconds(2));
            await app.StopAsync();
        }

        internal sealed class NoLifetime : IHostLifetime
        {
            public Task WaitForStartAsync(CancellationToken cancellation) => Task.CompletedTask;

            public Task StopAsync(CancellationToken cancellation) => Task.CompletedTask;
        }
        """;

    /// <summary>Builds it.</summary>
    /// <param name="baseImage">What with; null for this machine's .NET.</param>
    public static async Task<Specimen> BuildAsync(FixtureCheckout checkout, ImageReference? baseImage)
    {
        checkout.Write("services/hello/Program.cs", Program);
        var reporter = new CollectingReporter();
        using var registries = new RegistryClient(reporter, TimeProvider.System);
        var service = Assert.Single(checkout.Services);
        var image = await new ImageBuild(checkout.Root, registries, reporter, TimeProvider.System).BuildAsync(
            [service],
            new ImageSettings(baseImage),
            checkout.Layout,
            TestContext.Current.CancellationToken
        );
        return new Specimen(checkout.Layout, Assert.Single(image), service);
    }

    /// <summary>The image of one that goes wrong in that way; <c>well</c> does not.</summary>
    public TestedImage Of(string mode) =>
        new(
            service with
            {
                Name = mode,
                ContainerTest = ContainerTestSettings.Default with
                {
                    Environment = new Dictionary<string, string> { ["MODE"] = mode },
                    Start = TimeSpan.FromSeconds(mode == "never" ? 5 : 60),
                    Grace = TimeSpan.FromSeconds(mode == "deaf" ? 3 : 30),
                },
            },
            mode == "root" ? AsRoot() : image
        );

    // Slipway makes no such image, but a Dockerfile does.
    private BuiltImage AsRoot()
    {
        var blobs = new OciLayout(layout);
        var json = JsonNode.Parse(File.ReadAllBytes(image.Blobs[0].File!))!;
        json["config"]!.AsObject().Remove("User");
        var config = blobs.Add(MediaTypes.Config, CanonicalJson.Bytes(json));
        var manifest = ImageManifest.Create(
            config,
            [.. image.Blobs.Skip(1).Select(blob => blob.Descriptor)],
            new Dictionary<string, string>()
        );
        var file = Path.Combine(layout, "blobs", "sha256", config.Digest.Hex);
        return image with
        {
            Digest = manifest.Digest,
            Manifest = manifest.Bytes,
            Blobs = [new ImageBlob(config, file), .. image.Blobs.Skip(1)],
        };
    }
}
