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
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _end = new();
    private readonly LeaseClient _desk;
    private readonly Task _renewing;
    private string _reason = "";

    private DeployLock(LeaseClient desk, KubeObject lease)
    {
        _desk = desk;
        _renewing = RenewAsync(lease);
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
        var desk = new LeaseClient(cluster, ns, app, $"{holder}", s_duration);
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

    /// <summary>Releases the lock.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _renewing.ConfigureAwait(false);
        _lost.Dispose();
        _end.Dispose();
    }

    private async Task RenewAsync(KubeObject lease)
    {
        var pause = s_beat;
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(pause, _desk.Time, _end.Token).ConfigureAwait(false);
                using var limit = new CancellationTokenSource(Left(lease), _desk.Time);
                using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _end.Token);
                lease = await _desk.RenewAsync(lease, linked.Token).ConfigureAwait(false);
                pause = s_beat;
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e) when (e is Refusal or OperationCanceledException)
            {
                if (e is not LockLostException && Left(lease) > TimeSpan.Zero)
                {
                    pause = s_again;
                    continue;
                }
                _reason = e is LockLostException or ApiException
                    ? e.Message
                    : "it could not be renewed in time";
                await _lost.CancelAsync().ConfigureAwait(false);
                return;
            }
            catch
            {
                // Whatever it was, the lock is no longer renewed; disposing reports the fault.
                await _lost.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }
        await _desk.GiveBackAsync(lease).ConfigureAwait(false);
    }

    // Ends shortly before others may take it, so that nothing is written in their time.
    private TimeSpan Left(KubeObject lease)
    {
        var left = LeaseState.Of(lease).Renewed + s_duration - s_beat - _desk.Time.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
