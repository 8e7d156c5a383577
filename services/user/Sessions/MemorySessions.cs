using System.Collections.Concurrent;

namespace User.Sessions;

/// <summary>Sessions in memory: lost when the process exits, and separate in each replica.</summary>
internal sealed class MemorySessions(TimeProvider time) : ISessionStore
{
    private readonly ConcurrentDictionary<string, Session> _sessions = new(StringComparer.Ordinal);

    public Task SaveAsync(SessionToken token, Session session, CancellationToken cancellation)
    {
        // Sessions that are never used again would stay for ever.
        foreach (var (digest, old) in _sessions)
        {
            if (old.ExpiresAt <= time.GetUtcNow())
                _sessions.TryRemove(digest, out _);
        }
        _sessions[token.Digest] = session;
        return Task.CompletedTask;
    }

    public Task<Session?> FindAsync(SessionToken token, CancellationToken cancellation) =>
        Task.FromResult(
            _sessions.TryGetValue(token.Digest, out var session) && session.ExpiresAt > time.GetUtcNow()
                ? session
                : null
        );

    public Task EndAsync(SessionToken token, CancellationToken cancellation)
    {
        _sessions.TryRemove(token.Digest, out _);
        return Task.CompletedTask;
    }
}
