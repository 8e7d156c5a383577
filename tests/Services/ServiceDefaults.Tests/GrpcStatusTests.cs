using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Running;

namespace ServiceDefaults.Tests;

/// <summary>The two ways in which a gRPC call, always a 200 of HTTP, says how it ended.</summary>
public class GrpcStatusTests
{
    private static readonly byte[] s_message = [0, 0, 0, 0, 0];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_status_of_a_call_is_counted(bool withMessage)
    {
        await using var service = await StartAsync(context =>
        {
            if (withMessage)
            {
                // Not flushed: as gRPC for .NET leaves it to the end of the request.
                context.Response.BodyWriter.Write(s_message);
                context.Response.AppendTrailer("grpc-status", "14");
            }
            else
            {
                context.Response.Headers["grpc-status"] = "14";
            }
            return Task.CompletedTask;
        });

        Assert.Equal(withMessage ? s_message : [], await CallAsync(service, "application/grpc"));
        Assert.Equal(
            1,
            await service.RequestsAsync(
                "http_response_status_code=\"200\"",
                "rpc_response_status_code=\"14\""
            )
        );
    }

    [Fact]
    public async Task A_request_that_is_not_grpc_gets_no_such_label()
    {
        await using var service = await StartAsync(context =>
        {
            context.Response.Headers["grpc-status"] = "14";
            return Task.CompletedTask;
        });

        await CallAsync(service, "application/json");

        Assert.Equal(1, await service.RequestsAsync("http_response_status_code=\"200\""));
        Assert.Equal(0, await service.RequestsAsync("rpc_response_status_code"));
    }

    // Only HTTP/2 has trailers here, as gRPC needs them.
    private static async Task<RunningService> StartAsync(RequestDelegate call)
    {
        var service = await RunningService.StartAsync(args =>
        {
            var builder = WebApplication.CreateSlimBuilder(args);
            builder.AddServiceDefaults();
            builder.WebHost.ConfigureKestrel(kestrel =>
                kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2)
            );
            var app = builder.Build();
            app.MapDefaultEndpoints();
            app.MapPost("/shop.Orders/Place", call);
            return app;
        });
        service.Http.DefaultRequestVersion = HttpVersion.Version20;
        service.Http.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        return service;
    }

    private static async Task<byte[]> CallAsync(RunningService service, string type)
    {
        using var message = new ByteArrayContent(s_message);
        message.Headers.ContentType = new(type);
        using var answer = await service.Http.PostAsync(
            "/shop.Orders/Place",
            message,
            TestContext.Current.CancellationToken
        );
        Assert.True(answer.IsSuccessStatusCode);
        return await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }
}
