using System.Net;
using Running;

namespace User.Tests;

/// <summary>What holds wherever accounts and sessions are kept.</summary>
public abstract class AccountTests
{
    private protected abstract Task<RunningService> StartAsync(params string[] settings);

    [Fact]
    public async Task Who_registers_is_found_by_everyone_without_the_address_or_a_trace_of_the_password()
    {
        await using var service = await StartAsync();
        var client = new Client(service.Http);
        var email = Client.NewEmail();

        var answer = await client.PostAsync(
            "/users",
            new
            {
                email,
                name = " Ada ",
                password = Client.Password,
            }
        );

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var found = await service.GetStringAsync(answer.Headers.Location!.OriginalString);
        Assert.Equal(found, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Contains("\"name\":\"Ada\"", found);
        Assert.DoesNotContain(email, found);
        Assert.DoesNotContain("assword", found);
    }

    [Fact]
    public async Task An_address_registers_once_in_whatever_case_and_however_many_try_at_once()
    {
        await using var service = await StartAsync();
        var client = new Client(service.Http);
        var email = Client.NewEmail();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(i =>
                    client.PostAsync(
                        "/users",
                        new
                        {
                            email = i % 2 == 0 ? email : email.ToUpperInvariant(),
                            name = "Ada",
                            password = Client.Password,
                        }
                    )
                )
        );

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        foreach (var refused in answers.Where(answer => answer.StatusCode != HttpStatusCode.Created))
        {
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            await refused.ProblemAsync();
        }
    }

    [Fact]
    public async Task A_session_lasts_from_login_to_logout()
    {
        await using var service = await StartAsync();
        var client = new Client(service.Http);
        var email = Client.NewEmail();
        var id = await client.RegisterAsync(email);

        var token = await client.LogInAsync(email.ToUpperInvariant());

        var current = await (await client.SendAsync(HttpMethod.Get, "/sessions/current", token)).JsonAsync();
        Assert.Equal(id.ToString(), (string?)current["userId"]);
        Assert.Equal(email, (string?)current["email"]);
        var out1 = await client.SendAsync(HttpMethod.Delete, "/sessions/current", token);
        Assert.Equal(HttpStatusCode.NoContent, out1.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await client.SessionStatusAsync(token));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Without_a_token_that_holds_there_is_no_session(string? token)
    {
        await using var service = await StartAsync();
        var client = new Client(service.Http);

        var answer = await client.SendAsync(HttpMethod.Get, "/sessions/current", token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        await answer.ProblemAsync();
    }

    [Fact]
    public async Task A_changed_password_ends_all_sessions_but_the_one_that_changed_it()
    {
        await using var service = await StartAsync();
        var client = new Client(service.Http);
        var email = Client.NewEmail();
        var id = await client.RegisterAsync(email);
        var (mine, other) = (await client.LogInAsync(email), await client.LogInAsync(email));

        var answer = await client.SendAsync(
            HttpMethod.Put,
            $"/users/{id}/password",
            mine,
            new { currentPassword = Client.Password, password = "another password" }
        );

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await client.SessionStatusAsync(mine));
        Assert.Equal(HttpStatusCode.Unauthorized, await client.SessionStatusAsync(other));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.TryLogInAsync(email)).StatusCode);
        await client.LogInAsync(email, "another password");
    }

    [Fact]
    public async Task Only_who_knows_the_password_and_owns_the_account_changes_it()
    {
        await using var service = await StartAsync();
        var client = new Client(service.Http);
        var (email, theirs) = (Client.NewEmail(), Client.NewEmail());
        var id = await client.RegisterAsync(email);
        var victim = await client.RegisterAsync(theirs);
        var token = await client.LogInAsync(email);
        var right = new { currentPassword = Client.Password, password = "another password" };

        var wrong = await client.SendAsync(
            HttpMethod.Put,
            $"/users/{id}/password",
            token,
            right with
            {
                currentPassword = "guessed",
            }
        );
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.NotNull((await wrong.ProblemAsync())["errors"]!["currentPassword"]);
        var foreign = await client.SendAsync(HttpMethod.Put, $"/users/{victim}/password", token, right);
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        var nobody = await client.SendAsync(HttpMethod.Put, $"/users/{id}/password", null, right);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        await client.LogInAsync(theirs);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Guessing_is_stopped_and_tells_nobody_whether_the_account_exists(bool exists)
    {
        await using var service = await StartAsync("LockOut:Failures=3");
        var client = new Client(service.Http);
        var email = Client.NewEmail();
        if (exists)
            await client.RegisterAsync(email);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(i => client.TryLogInAsync(email, $"guess {i}"))
        );
        var late = await client.TryLogInAsync(email);

        Assert.Equal(3, answers.Count(answer => answer.StatusCode == HttpStatusCode.Unauthorized));
        Assert.Equal(2, answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests));
        Assert.Equal(HttpStatusCode.TooManyRequests, late.StatusCode);
        Assert.True(late.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        await late.ProblemAsync();
    }

    [Fact]
    public async Task A_lock_passes_and_a_right_password_forgives_wrong_ones()
    {
        await using var service = await StartAsync("LockOut:Failures=2", "LockOut:Minutes=0.03");
        var client = new Client(service.Http);
        var email = Client.NewEmail();
        await client.RegisterAsync(email);
        await client.TryLogInAsync(email, "wrong");
        await client.LogInAsync(email);
        await client.TryLogInAsync(email, "wrong");
        await client.TryLogInAsync(email, "wrong");

        await Until.AnswersAsync(HttpStatusCode.Created, () => client.TryLogInAsync(email));
    }

    [Theory]
    [InlineData("""{}""", "email,name,password")]
    [InlineData("""{"email":"ada","name":"Ada","password":"0123456789"}""", "email")]
    [InlineData("""{"email":"a b@c.d","name":"Ada","password":"0123456789"}""", "email")]
    [InlineData("""{"email":"a@b.c","name":" ","password":"0123456789"}""", "name")]
    [InlineData("""{"email":"a@b.c","name":"A\u0000","password":"0123456789"}""", "name")]
    [InlineData("""{"email":"a@b.c","name":"Ada","password":"012345678"}""", "password")]
    [InlineData("""{"email":1,"name":"Ada","password":"0123456789"}""", "email")]
    [InlineData("""{""", "body")]
    public async Task A_registration_that_cannot_be_is_refused_with_the_fields_that_are_wrong(
        string body,
        string fields
    )
    {
        await using var service = await StartAsync();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        var answer = await service.Http.PostAsync("/users", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(
            fields.Split(','),
            (await answer.ProblemAsync())["errors"]!.AsObject().Select(error => error.Key)
        );
    }

    [Fact]
    public async Task Nobody_is_found_under_an_id_that_none_has()
    {
        await using var service = await StartAsync();

        var answer = await service.GetAsync($"/users/{Guid.Empty}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        await answer.ProblemAsync();
    }
}
