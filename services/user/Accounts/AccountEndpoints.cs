using User.Sessions;

namespace User.Accounts;

/// <summary>Endpoints for accounts.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/users", RegisterAsync);
        routes.MapGet("/users/{id:guid}", FindAsync);
        routes.MapPut("/users/{id:guid}/password", ChangePasswordAsync);
    }

    private static async Task<IResult> RegisterAsync(
        Registration? body,
        IAccountStore accounts,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var given = body ?? new Registration();
        if (Answers.Mistakes(given.Mistakes()) is { } refusal)
            return refusal;
        // As precise as it is stored.
        var now = time.GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        var account = new Account(
            Guid.CreateVersion7(now),
            EmailAddress.Parse(given.Email)!.Value,
            given.Name!.Trim(),
            PasswordHash.Of(given.Password!),
            1,
            now
        );
        return await accounts.AddAsync(account, cancellation)
            ? Results.Created($"/users/{account.Id}", PublicAccount.Of(account))
            : Results.Problem(
                "An account with this e-mail address already exists.",
                statusCode: StatusCodes.Status409Conflict
            );
    }

    private static async Task<IResult> FindAsync(
        Guid id,
        IAccountStore accounts,
        CancellationToken cancellation
    ) =>
        await accounts.FindAsync(id, cancellation) is { } account
            ? Results.Ok(PublicAccount.Of(account))
            : Results.Problem($"There is no user '{id}'.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<IResult> ChangePasswordAsync(
        Guid id,
        NewPassword? body,
        HttpContext context,
        CurrentSession current,
        PasswordChange change,
        CancellationToken cancellation
    )
    {
        if (await current.FindAsync(context.Request, cancellation) is not { } caller)
            return Answers.NotLoggedIn(context.Response);
        if (caller.Account.Id != id)
        {
            return Results.Problem(
                "Only the owner of an account can change its password.",
                statusCode: StatusCodes.Status403Forbidden
            );
        }
        var given = body ?? new NewPassword();
        if (Answers.Mistakes(given.Mistakes()) is { } refusal)
            return refusal;
        return await change.ExecuteAsync(caller, given, cancellation) switch
        {
            PasswordChange.Outcome.Changed => Results.NoContent(),
            PasswordChange.Outcome.Outrun => Results.Problem(
                "The password was changed by another request.",
                statusCode: StatusCodes.Status409Conflict
            ),
            PasswordChange.Outcome.Locked locked => Answers.Locked(context.Response, locked.Wait),
            _ => Answers.Mistakes([new("currentPassword", "The password is wrong.")])!,
        };
    }
}
