using System.Security.Cryptography;
using LocalCluster.Api.Access;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Storage;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Api;

public sealed class AccountTokenTests : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ManualTime _time = new();

    public void Dispose() => _key.Dispose();

    [Fact]
    public void A_token_holds_until_it_expires()
    {
        var (tokens, account) = Tokens();
        var token = tokens.Issue(account, [], _time.GetUtcNow().AddMinutes(10));
        Assert.Equal("system:serviceaccount:default:robot", tokens.Verify(token)?.Name);
        _time.Advance(TimeSpan.FromMinutes(11));
        Assert.Null(tokens.Verify(token));
    }

    [Fact]
    public void A_token_for_another_audience_does_not_open_the_API()
    {
        var (tokens, account) = Tokens();
        Assert.Null(tokens.Verify(tokens.Issue(account, ["vault"], _time.GetUtcNow().AddMinutes(10))));
    }

    [Fact]
    public void A_token_of_another_cluster_is_not_believed()
    {
        var (tokens, account) = Tokens();
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var store = new ObjectStore(new NoJournal());
        var foreign = new AccountTokens(other, store, _time);
        Assert.Null(tokens.Verify(foreign.Issue(account, [], _time.GetUtcNow().AddMinutes(10))));
    }

    private (AccountTokens Tokens, System.Text.Json.Nodes.JsonObject Account) Tokens()
    {
        var store = new ObjectStore(new NoJournal());
        var account = TestObjects.Json("{'metadata': {'name': 'robot', 'namespace': 'default', 'uid': 'u'}}");
        store.Write(ObjectKey.Of(Kinds.ServiceAccount, "default", "robot"), 0, account);
        return (new AccountTokens(_key, store, _time), account);
    }
}
