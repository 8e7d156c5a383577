using Microsoft.Extensions.Options;
using User.Accounts;
using User.Settings;

namespace User.Sessions;

/// <summary>Login attempts in memory: each replica counts for itself.</summary>
internal sealed class MemoryAttempts(IOptions<LockOutSettings> lockOut, TimeProvider time) : ILoginAttempts
{
    private readonly Lock _lock = new();
    private readonly Dictionary<EmailAddress, (int Count, DateTimeOffset Until)> _tries = [];

    public Task<TimeSpan?> TakeAsync(EmailAddress email, CancellationToken cancellation)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            // Anyone can make up addresses, so expired entries must not accumulate.
            foreach (var (over, _) in _tries.Where(entry => entry.Value.Until <= now).ToArray())
                _tries.Remove(over);
            var (count, until) = _tries.GetValueOrDefault(email, (0, now + lockOut.Value.Period));
            _tries[email] = (count + 1, until);
            return Task.FromResult<TimeSpan?>(count < lockOut.Value.Failures ? null : until - now);
        }
    }

    public Task ForgetAsync(EmailAddress email, CancellationToken cancellation)
    {
        lock (_lock)
            _tries.Remove(email);
        return Task.CompletedTask;
    }
}
