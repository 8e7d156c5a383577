using System.Text.Json;
using Slipway.Kubernetes;

namespace Slipway.Tests.Kubernetes;

/// <summary>What the listed rules say about an action, as RBAC reads them.</summary>
public sealed class AccessRulesTests
{
    [Theory]
    [InlineData("[*] [*] [*] []", "patch deployments.apps", true)]
    [InlineData("[patch] [apps] [deployments] []", "patch deployments.apps", true)]
    [InlineData("[patch] [apps] [deployments] []", "create deployments.apps", false)]
    [InlineData("[patch] [extensions] [deployments] []", "patch deployments.apps", false)]
    [InlineData("[get] [''] [pods] []", "get pods/proxy", false)]
    [InlineData("[get] [''] [pods/proxy] []", "get pods/proxy", true)]
    [InlineData("[get] [''] [pods/proxy] []", "get pods", false)]
    [InlineData("[get] [''] [*/proxy] []", "get pods/proxy", true)]
    [InlineData("[get] [''] [*] []", "get pods/proxy", true)]
    [InlineData("[update] [apps] [deployments] [movie]", "update deployments.apps movie", true)]
    [InlineData("[update] [apps] [deployments] [movie]", "update deployments.apps user", false)]
    [InlineData("[update] [apps] [deployments] [movie]", "update deployments.apps", false)]
    public void Complete_rules_decide(string rule, string action, bool allowed)
    {
        var parts = rule.Split(' ').Select(Words).ToList();
        var rules = new AccessRules([new AccessRule(parts[0], parts[1], parts[2], parts[3])], true);
        Assert.Equal(allowed, rules.Allows(Action(action)));
    }

    [Fact]
    public void Incomplete_rules_allow_but_do_not_forbid()
    {
        var rules = new AccessRules([new AccessRule(["get"], [""], ["pods"], [])], false);
        Assert.True(rules.Allows(Action("get pods")));
        Assert.Null(rules.Allows(Action("get secrets")));
    }

    [Fact]
    public void What_is_outside_namespaces_is_left_open()
    {
        var rules = new AccessRules([new AccessRule(["*"], ["*"], ["*"], [])], true);
        Assert.Null(rules.Allows(new AccessReview("create", "", "namespaces", null)));
    }

    [Theory]
    [InlineData("""{"resourceRules":[],"nonResourceRules":[],"incomplete":false}""", true)]
    [InlineData("""{"resourceRules":[],"nonResourceRules":[],"incomplete":true}""", false)]
    [InlineData(
        """{"resourceRules":[],"nonResourceRules":[],"incomplete":false,"evaluationError":"no role 'x'"}""",
        false
    )]
    [InlineData("""{"resourceRules":null,"incomplete":false}""", true)]
    public void An_answer_says_whether_it_is_complete(string status, bool complete)
    {
        using var json = JsonDocument.Parse(status);
        Assert.Equal(complete, AccessRulesJson.Read(json.RootElement).IsComplete);
    }

    private static AccessReview Action(string text)
    {
        var words = text.Split(' ');
        var resource = words[1].Split('/')[0].Split('.');
        return new AccessReview(
            words[0],
            resource.Length > 1 ? resource[1] : "",
            resource[0],
            "shop",
            words[1].Contains('/') ? words[1].Split('/')[1] : null,
            words.Length > 2 ? words[2] : null
        );
    }

    private static string[] Words(string list) =>
        [
            .. list.Trim('[', ']')
                .Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(word => word.Trim('\'')),
        ];
}
