using System.Text.Json;
using User.Storage;

namespace User.Sessions;

/// <summary>Sessions in Redis, by the digests of their tokens; Redis lets them expire.</summary>
internal sealed class RedisSessions(RedisConnection redis, TimeProvider time) : ISessionStore
{
    public async Task SaveAsync(SessionToken token, Session session, CancellationToken cancellation)
    {
        var left = session.ExpiresAt - time.GetUtcNow();
        if (left <= TimeSpan.Zero)
            return;
        var text = JsonSerializer.Serialize(session);
        await redis.CallAsync(database => database.StringSetAsync(KeyOf(token), text, left), cancellation);
    }

    public async Task<Session?> FindAsync(SessionToken token, CancellationToken cancellation)
    {
        var text = await redis.CallAsync(database => database.StringGetAsync(KeyOf(token)), cancellation);
        return text.IsNull ? null : JsonSerializer.Deserialize<Session>((string)text!);
    }

    public async Task EndAsync(SessionToken token, CancellationToken cancellation) =>
        await redis.CallAsync(database => database.KeyDeleteAsync(KeyOf(token)), cancellation);

    private static string KeyOf(SessionToken token) => $"user:session:{token.Digest}";
}
