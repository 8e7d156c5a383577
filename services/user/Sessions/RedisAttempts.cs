using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using User.Accounts;
using User.Settings;
using User.Storage;

namespace User.Sessions;

/// <summary>Login attempts in Redis, shared by all replicas.</summary>
internal sealed class RedisAttempts(RedisConnection redis, IOptions<LockOutSettings> lockOut) : ILoginAttempts
{
    public Task<TimeSpan?> TakeAsync(EmailAddress email, CancellationToken cancellation) =>
        redis.CallOnceAsync(
            async database =>
            {
                var key = KeyOf(email);
                // Atomic: a counter without an expiry would lock the address for ever.
                var together = database.CreateTransaction();
                _ = together.StringSetAsync(key, 0, lockOut.Value.Period, When.NotExists);
                var count = together.StringIncrementAsync(key);
                await together.ExecuteAsync();
                if (await count <= lockOut.Value.Failures)
                    return (TimeSpan?)null;
                return await database.KeyTimeToLiveAsync(key) ?? TimeSpan.Zero;
            },
            cancellation
        );

    public Task ForgetAsync(EmailAddress email, CancellationToken cancellation) =>
        redis.CallAsync(database => database.KeyDeleteAsync(KeyOf(email)), cancellation);

    // A digest, so that Redis holds no addresses.
    private static string KeyOf(EmailAddress email) =>
        $"user:tries:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email.Value)))}";
}
