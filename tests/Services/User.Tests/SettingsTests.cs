using Running;
using User.Settings;

namespace User.Tests;

public class SettingsTests
{
    [Theory]
    [InlineData(
        "MySql__ConnectionString",
        "Server=db;Password=hidden",
        "MySql:ConnectionString must name a Server and a Database."
    )]
    [InlineData(
        "MySql__ConnectionString",
        "Sever=db;Password=hidden",
        "MySql:ConnectionString is not a MySQL connection string, for example"
    )]
    [InlineData(
        "Redis__ConnectionString",
        "password=hidden",
        "Redis:ConnectionString must name a host, for example redis:6379."
    )]
    [InlineData(
        "Redis__ConnectionString",
        "redis:6379,pasword=hidden",
        "Redis:ConnectionString is not a Redis configuration, for example"
    )]
    [InlineData("LockOut__Failures", "0", "LockOut:Failures is '0', but must be an integer from 1 to 1000.")]
    public async Task A_wrong_setting_ends_it_with_one_line_that_shows_no_secret(
        string name,
        string value,
        string line
    )
    {
        await using var process = StartedProcess.Start("User.dll", (name, value));

        Assert.Equal(1, await process.ExitAsync());
        var said = Assert.Single(process.Errors);
        Assert.StartsWith(line, said);
        Assert.DoesNotContain("hidden", said);
        Assert.Empty(process.Output);
    }

    [Fact]
    public void Settings_have_no_text_that_shows_a_secret()
    {
        const string Text = "Server=db;Database=users;Password=hidden";

        Assert.DoesNotContain("hidden", new MySqlSettings { ConnectionString = Text }.ToString());
        Assert.DoesNotContain("hidden", new RedisSettings { ConnectionString = Text }.ToString());
    }
}
