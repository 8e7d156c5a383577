using User.Accounts;

namespace User.Sessions;

/// <summary>Endpoints for sessions.</summary>
internal static class SessionEndpoints
{
    private const string Current = "/sessions/current";

    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sessions", LogInAsync);
        routes.MapGet(Current, ShowAsync);
        routes.MapDelete(Current, LogOutAsync);
    }

    private static async Task<IResult> LogInAsync(
        Credentials? body,
        HttpContext context,
        LogIn logIn,
        CancellationToken cancellation
    )
    {
        var given = body ?? new Credentials();
        if (Answers.Mistakes(given.Mistakes()) is { } refusal)
            return refusal;
        var email = EmailAddress.Parse(given.Email)!.Value;
        switch (await logIn.ExecuteAsync(email, given.Password!, cancellation))
        {
            case LogIn.Outcome.Begun(var token, var session):
                context.Response.Headers.CacheControl = "no-store";
                return Results.Created(
                    Current,
                    new
                    {
                        token = token.Reveal(),
                        userId = session.AccountId,
                        session.ExpiresAt,
                    }
                );
            case LogIn.Outcome.Locked(var wait):
                return Answers.Locked(context.Response, wait);
            default:
                return Answers.NotLoggedIn(context.Response, "Wrong e-mail address or password.");
        }
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context,
        CurrentSession current,
        CancellationToken cancellation
    )
    {
        if (await current.FindAsync(context.Request, cancellation) is not { } caller)
            return Answers.NotLoggedIn(context.Response);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Ok(
            new
            {
                userId = caller.Account.Id,
                email = caller.Account.Email.Value,
                caller.Account.Name,
                caller.Session.ExpiresAt,
            }
        );
    }

    private static async Task<IResult> LogOutAsync(
        HttpContext context,
        CurrentSession current,
        ISessionStore sessions,
        CancellationToken cancellation
    )
    {
        if (await current.FindAsync(context.Request, cancellation) is not { } caller)
            return Answers.NotLoggedIn(context.Response);
        await sessions.EndAsync(caller.Token, cancellation);
        return Results.NoContent();
    }
}
