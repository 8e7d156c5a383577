using Metadata;
using Microsoft.AspNetCore.Builder;
using Rating;
using Running;

namespace Contracts.Tests;

/// <summary>The real providers, asked all that their consumers' contracts say.</summary>
public class ProviderTests
{
    private static readonly Dictionary<string, Func<string[], WebApplication>> s_providers = new()
    {
        ["metadata"] = MetadataApp.Create,
        ["rating"] = RatingApp.Create,
    };

    public static IEnumerable<TheoryDataRow<string, string, string>> Interactions() =>
        from contract in Contract.All()
        from interaction in contract.Interactions
        select new TheoryDataRow<string, string, string>(
            contract.Consumer,
            contract.Provider,
            interaction.Name
        );

    [Theory]
    [MemberData(nameof(Interactions))]
    public async Task The_provider_keeps_the_contract(string consumer, string provider, string interaction)
    {
        var (_, request, expected) = Contract
            .Between(consumer, provider)
            .Interactions.Single(each => each.Name == interaction);
        await using var service = await RunningService.StartAsync(s_providers[provider]);
        using var question = new HttpRequestMessage(new HttpMethod(request.Method), request.Path);

        var answer = await service.Http.SendAsync(question, TestContext.Current.CancellationToken);

        Assert.Equal(expected.Status, (int)answer.StatusCode);
        Assert.Equal(expected.ContentType, answer.Content.Headers.ContentType?.MediaType);
        Assert.Empty(Shape.Mismatches(expected.Shape, await answer.JsonAsync()));
    }

    [Fact]
    public void The_examples_have_the_shape_that_providers_must_keep() =>
        Assert.Empty(
            from contract in Contract.All()
            from interaction in contract.Interactions
            from mismatch in Shape.Mismatches(interaction.Response.Shape, interaction.Response.Body)
            select $"{contract.Consumer} and {contract.Provider}, {interaction.Name}: {mismatch}"
        );
}
