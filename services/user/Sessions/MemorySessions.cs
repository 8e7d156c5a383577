using System.Collections.Concurrent;

namespace User.Sessions;

/// <summary>Sessions in memory: gone with the process, and each replica has its own.</summary>
internal sealed class MemorySessions(TimeProvider time) : ISessionStore
{
    private readonly ConcurrentDictionary<string, Session> _sessions = new(StringComparer.Ordinal);

    public Task SaveAsync(SessionToken token, Session session, CancellationToken cancellation)
    {
        // Those that nobody asks for again would stay for ever.
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
