using System.Net;
using System.Text;
using Running;

namespace Rating.Tests;

public class HttpTests
{
    [Fact]
    public async Task A_rating_that_was_put_is_in_the_summary()
    {
        await using var service = await RunningService.StartAsync(RatingApp.Create);

        var first = await PutAsync(service, "/ratings/movie/new", """{"userId":"anna","value":2}""");
        var second = await PutAsync(service, "/ratings/movie/new", """{"userId":"ben","value":5}""");

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal("""{"average":2,"count":1}""", (await first.JsonAsync()).ToJsonString());
        Assert.Equal("""{"average":3.5,"count":2}""", (await second.JsonAsync()).ToJsonString());
        Assert.Equal("""{"average":3.5,"count":2}""", await service.GetStringAsync("/ratings/movie/new"));
    }

    [Fact]
    public async Task A_record_that_nobody_rated_has_no_average()
    {
        await using var service = await RunningService.StartAsync(RatingApp.Create);

        Assert.Equal("""{"average":null,"count":0}""", await service.GetStringAsync("/ratings/movie/new"));
    }

    [Theory]
    [InlineData("""{"userId":"anna","value":0}""", "value")]
    [InlineData("""{"userId":"anna","value":6}""", "value")]
    [InlineData("""{"userId":"anna","value":3.5}""", "value")]
    [InlineData("""{"userId":"anna","value":"3"}""", "value")]
    [InlineData("""{"userId":"anna","value":99999999999}""", "value")]
    [InlineData("""{"userId":"anna"}""", "value")]
    [InlineData("""{"userId":"","value":3}""", "userId")]
    [InlineData("""{"userId":7,"value":3}""", "userId")]
    [InlineData("""{"value":3}""", "userId")]
    [InlineData("{}", "userId,value")]
    [InlineData("null", "userId,value")]
    [InlineData("", "userId,value")]
    [InlineData("{", "body")]
    public async Task A_wrong_rating_is_refused_with_the_fields_that_are_wrong(string body, string fields)
    {
        await using var service = await RunningService.StartAsync(RatingApp.Create);

        var answer = await PutAsync(service, "/ratings/movie/new", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.ProblemAsync())["errors"]!.AsObject();
        Assert.Equal(fields.Split(','), errors.Select(error => error.Key));
        Assert.Contains("\"count\":0", await service.GetStringAsync("/ratings/movie/new"));
    }

    [Fact]
    public async Task A_user_id_that_is_too_long_is_refused()
    {
        await using var service = await RunningService.StartAsync(RatingApp.Create);
        var user = new string('u', 65);

        var answer = await PutAsync(service, "/ratings/movie/1", $$"""{"userId":"{{user}}","value":3}""");

        Assert.Contains("userId", (await answer.ProblemAsync())["errors"]!.AsObject());
    }

    [Theory]
    [InlineData("/ratings/mov%20ie/1", "recordType")]
    [InlineData("/ratings/movie/1%0A", "recordId")]
    public async Task A_record_that_cannot_be_is_refused(string path, string field)
    {
        await using var service = await RunningService.StartAsync(RatingApp.Create);

        var answer = await service.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, Assert.Single((await answer.ProblemAsync())["errors"]!.AsObject()).Key);
    }

    private static async Task<HttpResponseMessage> PutAsync(RunningService service, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await service.Http.PutAsync(path, content, TestContext.Current.CancellationToken);
    }
}
