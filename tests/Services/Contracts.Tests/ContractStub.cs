using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Contracts.Tests;

/// <summary>Answers exactly as a contract says, and keeps what was asked beyond it.</summary>
internal sealed class ContractStub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<ExpectedRequest, ExpectedResponse> _unasked;

    private ContractStub(Contract contract)
    {
        _unasked = new(contract.Interactions.ToDictionary(each => each.Request, each => each.Response));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public HttpClient Http { get; } = new();

    /// <summary>Interactions of the contract that the consumer did not use.</summary>
    public IEnumerable<ExpectedRequest> Unasked => _unasked.Keys;

    /// <summary>Requests that the contract does not know.</summary>
    public ConcurrentQueue<ExpectedRequest> Unexpected { get; } = new();

    public static async Task<ContractStub> StartAsync(Contract contract)
    {
        var stub = new ContractStub(contract);
        await stub._app.StartAsync(TestContext.Current.CancellationToken);
        stub.Http.BaseAddress = new Uri(stub._app.Urls.Single());
        return stub;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var target = context.Request.Path + context.Request.QueryString;
        var request = new ExpectedRequest(context.Request.Method, target);
        if (!_unasked.TryRemove(request, out var response))
        {
            Unexpected.Enqueue(request);
            context.Response.StatusCode = StatusCodes.Status501NotImplemented;
            return;
        }

        context.Response.StatusCode = response.Status;
        context.Response.ContentType = response.ContentType;
        await context.Response.WriteAsync(response.Body.ToJsonString(), context.RequestAborted);
    }
}
