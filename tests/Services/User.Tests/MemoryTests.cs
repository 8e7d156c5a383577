using Microsoft.Extensions.Options;
using User.Accounts;
using User.Sessions;
using User.Settings;

namespace User.Tests;

/// <summary>What the stores in memory do as time goes by.</summary>
public class MemoryTests
{
    private static readonly EmailAddress s_email = EmailAddress.Parse("ada@example.com")!.Value;
    private static readonly IOptions<LockOutSettings> s_lockOut = Options.Create(
        new LockOutSettings { Failures = 2, Minutes = 15 }
    );

    private readonly ManualTime _time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lock_lasts_from_the_first_try_on_and_more_tries_do_not_prolong_it()
    {
        var attempts = new MemoryAttempts(s_lockOut, _time);
        Assert.Null(await attempts.TakeAsync(s_email, Stop));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(await attempts.TakeAsync(s_email, Stop));
        Assert.Equal(TimeSpan.FromMinutes(10), await attempts.TakeAsync(s_email, Stop));
        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(TimeSpan.FromMinutes(6), await attempts.TakeAsync(s_email, Stop));

        _time.Advance(TimeSpan.FromMinutes(6));

        Assert.Null(await attempts.TakeAsync(s_email, Stop));
    }

    [Fact]
    public async Task A_session_ends_when_it_expires()
    {
        var sessions = new MemorySessions(_time);
        var token = SessionToken.Create();
        var session = new Session(Guid.NewGuid(), 1, _time.GetUtcNow().AddHours(1));
        await sessions.SaveAsync(token, session, Stop);
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(session, await sessions.FindAsync(token, Stop));

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(await sessions.FindAsync(token, Stop));
    }

    [Fact]
    public async Task Of_two_changes_of_a_password_one_wins()
    {
        var accounts = new MemoryAccounts();
        var account = new Account(Guid.NewGuid(), s_email, "Ada", "one", 1, _time.GetUtcNow());
        await accounts.AddAsync(account, Stop);

        Assert.True(await accounts.SetPasswordAsync(account, "two", Stop));
        Assert.False(await accounts.SetPasswordAsync(account, "three", Stop));

        Assert.Equal(
            account with
            {
                PasswordHash = "two",
                PasswordVersion = 2,
            },
            await accounts.FindAsync(s_email, Stop)
        );
    }
}
