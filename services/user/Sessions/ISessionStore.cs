namespace User.Sessions;

/// <summary>Storage of sessions.</summary>
internal interface ISessionStore
{
    /// <summary>Stores a session until it expires, replacing one with the same token.</summary>
    Task SaveAsync(SessionToken token, Session session, CancellationToken cancellation);

    /// <summary>The session of a token; null if unknown or expired.</summary>
    Task<Session?> FindAsync(SessionToken token, CancellationToken cancellation);

    /// <summary>Ends a session.</summary>
    Task EndAsync(SessionToken token, CancellationToken cancellation);
}
