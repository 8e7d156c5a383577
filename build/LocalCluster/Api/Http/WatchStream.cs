using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Api.Http.Messages;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;

namespace LocalCluster.Api.Http;

/// <summary>The events of one watch in the form that its client asked for.</summary>
internal sealed class WatchStream(
    Stream body,
    KindDefinition kind,
    AnswerForm form,
    TableRenderer tables,
    string include
)
{
    private bool _headerSent;

    /// <summary>A change in the form of the version that is watched.</summary>
    public StoreChange Shown(StoreChange change) =>
        change with
        {
            Stored = kind.Shown(change.Stored),
            Previous = change.Previous is { } previous ? kind.Shown(previous) : null,
        };

    public async Task EventAsync(string type, Stored stored)
    {
        var json = form switch
        {
            AnswerForm.Table => JsonText.Bytes(Table(stored)),
            AnswerForm.Metadata => JsonText.Bytes(MetadataForm.One(stored.Object)),
            _ => stored.Json,
        };
        await LineAsync(type, json);
    }

    /// <summary>Sends a bookmark.</summary>
    public Task BookmarkAsync(long version, bool initialEventsEnd)
    {
        var metadata = new JsonObject
        {
            ["resourceVersion"] = version.ToString(),
            ["creationTimestamp"] = null,
        };
        if (initialEventsEnd)
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        var obj = new JsonObject
        {
            ["kind"] = kind.Kind.Kind,
            ["apiVersion"] = kind.Kind.ApiVersion,
            ["metadata"] = metadata,
        };
        return LineAsync("BOOKMARK", JsonText.Bytes(obj));
    }

    public Task FlushAsync(CancellationToken cancellationToken) => body.FlushAsync(cancellationToken);

    private JsonObject Table(Stored stored)
    {
        var table = tables.Render(kind, [stored], stored.Version.ToString(), include, header: !_headerSent);
        _headerSent = true;
        return table;
    }

    private async Task LineAsync(string type, byte[] json)
    {
        await body.WriteAsync(Encoding.UTF8.GetBytes($"{{\"type\":\"{type}\",\"object\":"));
        await body.WriteAsync(json);
        await body.WriteAsync("}\n"u8.ToArray());
    }
}
