using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Releases;

/// <summary>
/// The lock on an application: the Lease <c>slipway-&lt;app&gt;</c> in its namespace. It is renewed
/// in the background
/// while it is held; every change of it is tied to the state that was read (resourceVersion), so that two can
/// never hold
/// it by the API server's order of things. Disposing releases it.
/// </summary>
public sealed class DeployLock : IAsyncDisposable
{
    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(15);

    // Whoever waits looks once a second, and must see that we are alive.
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(1);

    // An answer comes within milliseconds, or the connection is dead and the next one may be better.
    private static readonly TimeSpan s_attempt = TimeSpan.FromSeconds(3);

    // Others take a lease that they have seen unchanged for its duration. They cannot have seen it before we
    // wrote it, so we stop in time by our own clock, whatever theirs says.
    private static readonly TimeSpan s_limit = s_duration - TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _end = new();
    private readonly LeaseClient _desk;
    private readonly Task _renewing;
    private Renewal _last;
    private string _reason = "";

    private DeployLock(LeaseClient desk, Renewal taken)
    {
        (_desk, _last) = (desk, taken);
        _renewing = RenewAsync();
    }

    /// <summary>Cancelled when the lock is lost. Work that writes runs under it.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Acquires the lock.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="ns">The application's namespace; it must exist.</param>
    /// <param name="app">The application.</param>
    /// <param name="holder">Who takes it.</param>
    /// <param name="patience">How long to wait for another holder; zero refuses at once.</param>
    /// <param name="reporter">Where waiting is reported.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="LockHeldException">Someone else holds it, for longer than the patience.</exception>
    public static async Task<DeployLock> AcquireAsync(
        Cluster cluster,
        string ns,
        string app,
        LockHolder holder,
        TimeSpan patience,
        IReporter reporter,
        CancellationToken cancellation
    )
    {
        var desk = new LeaseClient(cluster, ns, app, holder, s_duration);
        return new DeployLock(
            desk,
            await desk.TakeAsync(patience, reporter, cancellation).ConfigureAwait(false)
        );
    }

    /// <summary>Verifies that the lock is still held.</summary>
    /// <exception cref="LockLostException">It is not.</exception>
    public void ThrowIfLost()
    {
        if (_lost.IsCancellationRequested)
            throw new LockLostException(_reason, _desk.Where);
    }

    /// <summary>
    /// Makes sure that the lock is held, before a write. This process may have stood still (a suspended
    /// machine, a stopped process) for longer than the lock lasts, before it could notice; then the API
    /// server is asked.
    /// </summary>
    /// <exception cref="LockLostException">It is not.</exception>
    public async Task EnsureAsync(CancellationToken cancellation)
    {
        ThrowIfLost();
        var last = Volatile.Read(ref _last);
        // The monotonic clock stands still while the machine sleeps, the other one may be set.
        if (
            _desk.Time.GetElapsedTime(last.Timestamp) < s_limit
            && (_desk.Time.GetUtcNow() - last.Utc).Duration() < s_limit
        )
            return;
        try
        {
            await _desk.VerifyAsync(last.Lease, cancellation).ConfigureAwait(false);
        }
        catch (LockLostException e)
        {
            await LoseAsync(e.Reason).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Releases the lock.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _renewing.ConfigureAwait(false);
        _lost.Dispose();
        _end.Dispose();
    }

    private async Task RenewAsync()
    {
        var pause = s_beat;
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(pause, _desk.Time, _end.Token).ConfigureAwait(false);
                using var limit = new CancellationTokenSource(
                    Left() is var left && left < s_attempt ? left : s_attempt,
                    _desk.Time
                );
                using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _end.Token);
                Volatile.Write(
                    ref _last,
                    await _desk.RenewAsync(_last.Lease, linked.Token).ConfigureAwait(false)
                );
                pause = s_beat;
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e) when (e is Refusal or OperationCanceledException)
            {
                if (e is not LockLostException && Left() > TimeSpan.Zero)
                {
                    pause = s_again;
                    continue;
                }
                await LoseAsync(
                        e is LockLostException lost ? lost.Reason
                        : e is ApiException ? e.Message
                        : "the API server did not answer in time"
                    )
                    .ConfigureAwait(false);
                return;
            }
            catch
            {
                // Whatever it was, the lock is no longer renewed; disposing reports the fault.
                await LoseAsync("it is no longer renewed").ConfigureAwait(false);
                throw;
            }
        }
        await _desk.GiveBackAsync(_last.Lease).ConfigureAwait(false);
    }

    private async Task LoseAsync(string reason)
    {
        _reason = reason;
        await _lost.CancelAsync().ConfigureAwait(false);
    }

    private TimeSpan Left()
    {
        var left = s_limit - _desk.Time.GetElapsedTime(_last.Timestamp);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
