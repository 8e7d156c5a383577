using Microsoft.AspNetCore.Http;
using Slipway.Images;
using Slipway.Images.Registries;
using Slipway.Values;

namespace Slipway.Tests.Images;

/// <summary>What the services do that issue tokens for registries.</summary>
public sealed class TokenServiceTests : IDisposable
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();
    private readonly CollectingReporter _reporter = new();
    private readonly EagerTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task One_that_is_busy_is_asked_again_when_it_says_so()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var front = await RegistryFront.StartAsync(registry.Host);
        using var client = Client(front.Host, _time);
        var tokens = new TokenService(front, usesPerToken: int.MaxValue);
        var asked = 0;
        front.Intercept = context =>
        {
            if (context.Request.Path != "/token" || Interlocked.Increment(ref asked) > 1)
                return tokens.HandleAsync(context);
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "7";
            return Task.FromResult(true);
        };

        await client.PingAsync(front.Host, _ct);

        Assert.Equal([TimeSpan.FromSeconds(7)], _time.Waits);
    }

    [Fact]
    public async Task One_that_refuses_the_request_is_named_and_not_asked_again()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var front = await RegistryFront.StartAsync(registry.Host);
        using var client = Client(front.Host, _time);
        var tokens = new TokenService(front, usesPerToken: int.MaxValue);
        front.Intercept = async context =>
        {
            if (context.Request.Path != "/token")
                return await tokens.HandleAsync(context);
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync("""{"errors":[{"code":"DENIED","message":"bad scope"}]}""");
            return true;
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => client.PingAsync(front.Host, _ct));

        Assert.Equal(
            $"The token service {front.Host} answered 400 BadRequest: DENIED bad scope.", refusal.What);
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task One_that_never_answers_is_given_up()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var front = await RegistryFront.StartAsync(registry.Host);
        var time = new ManualTime();
        using var client = Client(front.Host, time, attempts: 1);
        var tokens = new TokenService(front, usesPerToken: int.MaxValue);
        var silent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        front.Intercept = async context =>
        {
            if (context.Request.Path != "/token")
                return await tokens.HandleAsync(context);
            silent.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
            return true;
        };

        var asking = client.PingAsync(front.Host, _ct);
        await silent.Task.WaitAsync(Eventually.Deadline, _ct);
        time.Advance(TimeSpan.FromSeconds(101));

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => asking.WaitAsync(Eventually.Deadline, _ct));
        Assert.Contains($"{front.Host} did not answer within 100 s", refusal.What);
    }

    // Docker Hub and Quay refuse to say of a repository that is not there yet whether it is there, but to
    // those who may make it.
    [Fact]
    public async Task They_are_asked_for_the_right_to_write_before_a_push_looks_at_anything()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var front = await RegistryFront.StartAsync(registry.Host);
        using var client = Client(front.Host, _time);
        var tokens = new TokenService(front, usesPerToken: int.MaxValue);
        front.Intercept = tokens.HandleAsync;

        await new ImagePush(client, _reporter, _time).PushAsync(
            SampleImage.Create(_folder, "image"), new ImageReference(front.Host, "movies/rating"), "1.0.0",
            _ct);

        Assert.Equal(
            ["service=the-registry&scope=repository%3Amovies%2Frating%3Apull%2Cpush"], tokens.Queries);
    }

    private RegistryClient Client(string host, TimeProvider time, int attempts = 5) =>
        new(_reporter, time, new RegistryOptions
        {
            Attempts = attempts,
            Credentials = new Dictionary<string, RegistryCredentials>
            {
                [host] = new RegistryCredentials("ada", "secret"),
            },
        });
}
