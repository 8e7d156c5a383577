namespace User.Sessions;

/// <summary>Where sessions are kept.</summary>
internal interface ISessionStore
{
    /// <summary>Keeps a session until it expires, in place of one with the same token.</summary>
    Task SaveAsync(SessionToken token, Session session, CancellationToken cancellation);

    /// <summary>The session of a token; null where there is none, or it expired.</summary>
    Task<Session?> FindAsync(SessionToken token, CancellationToken cancellation);

    /// <summary>Ends a session.</summary>
    Task EndAsync(SessionToken token, CancellationToken cancellation);
}
