namespace Slipway.Pipeline;

/// <summary>Somebody who can be asked while a command runs.</summary>
public interface IConfirmation
{
    /// <summary>Asks a question that is answered by yes or no.</summary>
    /// <param name="question">One sentence without the choices.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    /// <returns>Whether the answer is yes.</returns>
    Task<bool> AskAsync(string question, CancellationToken cancellation);
}
