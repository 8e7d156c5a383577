using Microsoft.AspNetCore.Http;
using Slipway.Values;

namespace Slipway.Tests.Images;

/// <summary>What the services do that issue tokens for registries.</summary>
public sealed class TokenServiceTests : FrontedRegistry
{
    [Fact]
    public async Task One_that_is_busy_is_asked_again_when_it_says_so()
    {
        var client = LoggedIn();
        var tokens = new TokenService(Front, usesPerToken: int.MaxValue);
        var asked = 0;
        Front.Intercept = context =>
        {
            if (context.Request.Path != "/token" || Interlocked.Increment(ref asked) > 1)
                return tokens.HandleAsync(context);
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "7";
            return Task.FromResult(true);
        };

        await client.PingAsync(Front.Host, Ct);

        Assert.Equal([TimeSpan.FromSeconds(7)], Time.Waits);
    }

    [Fact]
    public async Task One_that_is_always_busy_is_named()
    {
        var tokens = new TokenService(Front, usesPerToken: int.MaxValue);
        Front.Intercept = context =>
        {
            if (context.Request.Path != "/token")
                return tokens.HandleAsync(context);
            context.Response.StatusCode = 429;
            return Task.FromResult(true);
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => LoggedIn().PingAsync(Front.Host, Ct));

        Assert.Equal(
            $"The registry {Front.Host} is unavailable: " + $"The token service {Front.Host} answered 429.",
            refusal.What
        );
    }

    [Fact]
    public async Task One_that_refuses_the_request_is_named_and_not_asked_again()
    {
        var client = LoggedIn();
        var tokens = new TokenService(Front, usesPerToken: int.MaxValue);
        Front.Intercept = async context =>
        {
            if (context.Request.Path != "/token")
                return await tokens.HandleAsync(context);
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync("""{"errors":[{"code":"DENIED","message":"bad scope"}]}""");
            return true;
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => client.PingAsync(Front.Host, Ct));

        Assert.Equal(
            $"The token service {Front.Host} answered 400 BadRequest: DENIED bad scope.",
            refusal.What
        );
        Assert.Empty(Time.Waits);
    }

    [Fact]
    public async Task One_that_never_answers_is_given_up()
    {
        var time = new ManualTime();
        var client = LoggedIn(time: time);
        var tokens = new TokenService(Front, usesPerToken: int.MaxValue);
        var silent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Front.Intercept = async context =>
        {
            if (context.Request.Path != "/token")
                return await tokens.HandleAsync(context);
            silent.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
            return true;
        };

        var asking = client.PingAsync(Front.Host, Ct);
        await silent.Task.WaitAsync(Eventually.Deadline, Ct);
        await Eventually.True(() =>
        {
            time.Advance(TimeSpan.FromSeconds(20));
            return asking.IsCompleted;
        });

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => asking);
        Assert.Contains($"{Front.Host} timed out after 100 s", refusal.What);
    }

    // Docker Hub and Quay refuse to say of a repository that is not there yet whether it is there, but to
    // those who may make it.
    [Fact]
    public async Task They_are_asked_for_the_right_to_write_before_a_push_looks_at_anything()
    {
        var tokens = new TokenService(Front, usesPerToken: int.MaxValue);
        Front.Intercept = tokens.HandleAsync;

        await PushAsync(LoggedIn());

        Assert.Equal(
            ["service=the-registry&scope=repository%3Amovies%2Frating%3Apull%2Cpush"],
            tokens.Queries
        );
    }
}
