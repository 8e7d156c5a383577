namespace User.Accounts;

/// <summary>Accounts in memory: lost when the process exits, and separate in each replica.</summary>
internal sealed class MemoryAccounts : IAccountStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Account> _byId = [];
    private readonly Dictionary<EmailAddress, Guid> _ids = [];

    public Task<bool> AddAsync(Account account, CancellationToken cancellation)
    {
        lock (_lock)
        {
            var added = _ids.TryAdd(account.Email, account.Id);
            if (added)
                _byId.Add(account.Id, account);
            return Task.FromResult(added);
        }
    }

    public Task<Account?> FindAsync(Guid id, CancellationToken cancellation)
    {
        lock (_lock)
            return Task.FromResult(_byId.GetValueOrDefault(id));
    }

    public Task<Account?> FindAsync(EmailAddress email, CancellationToken cancellation)
    {
        lock (_lock)
            return Task.FromResult(_ids.TryGetValue(email, out var id) ? _byId[id] : null);
    }

    public Task<bool> SetPasswordAsync(Account seen, string hash, CancellationToken cancellation)
    {
        lock (_lock)
        {
            var current = _byId.GetValueOrDefault(seen.Id);
            if (current is null || current.PasswordVersion != seen.PasswordVersion)
                return Task.FromResult(false);
            _byId[seen.Id] = current with
            {
                PasswordHash = hash,
                PasswordVersion = current.PasswordVersion + 1,
            };
            return Task.FromResult(true);
        }
    }
}
