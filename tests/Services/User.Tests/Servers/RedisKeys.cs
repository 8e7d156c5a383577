using StackExchange.Redis;

namespace User.Tests.Servers;

/// <summary>What is in Redis, for those who look for what should not be there.</summary>
internal static class RedisKeys
{
    /// <summary>All keys and their values.</summary>
    public static async Task<IReadOnlyList<string>> AllAsync(string configuration)
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync(configuration);
        var keys = redis.GetServer(redis.GetEndPoints().Single()).Keys().ToArray();
        var values = await redis.GetDatabase().StringGetAsync(keys);
        return [.. keys.Select(key => $"{key}").Concat(values.Select(value => $"{value}"))];
    }
}
