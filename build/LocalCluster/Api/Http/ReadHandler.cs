using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Api.Http.Faults;
using LocalCluster.Api.Http.Messages;
using LocalCluster.Api.Metrics;
using LocalCluster.Api.Writing;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Storage;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http;

/// <summary>Answers get and list.</summary>
internal sealed class ReadHandler(
    ObjectStore store,
    SnapshotHistory history,
    TableRenderer tables,
    MetricsSource? metrics
)
{
    public Task GetAsync(HttpContext context, KindDefinition kind, ObjectKey key, string? subresource)
    {
        var found = IsMeasured(kind) ? metrics?.Get(kind, key) : Now(context).Get(key);
        var stored = found is null ? throw Refusals.NotFound(kind, key.Name) : kind.Shown(found);
        if (subresource == "scale")
        {
            var scale = Scales.Read(kind, stored.Object);
            return Answers.JsonAsync(
                context,
                200,
                Negotiation.Form(context.Request) == AnswerForm.Table
                    ? tables.RenderScale(scale, Include(context))
                    : scale
            );
        }
        return Negotiation.Form(context.Request) switch
        {
            AnswerForm.Table => Answers.JsonAsync(
                context,
                200,
                tables.Render(kind, [stored], stored.Version.ToString(), Include(context))
            ),
            AnswerForm.Metadata => Answers.JsonAsync(context, 200, MetadataForm.One(stored.Object)),
            _ => Answers.BytesAsync(context, 200, stored.Json),
        };
    }

    public async Task ListAsync(HttpContext context, KindDefinition kind, string? ns)
    {
        var query = context.Request.Query;
        var selection = Selection.Of(query, kind);
        var form = Negotiation.Form(context.Request);
        var token = ContinueToken.Read(query["continue"].ToString());
        var state = State(context, token);
        var version = state.Version;
        var (group, plural) = (kind.Key("", "").Group, kind.Key("", "").Plural);
        var all = IsMeasured(kind)
            ? metrics?.List(kind, ns) ?? []
            : state.List(group, plural, ns).Select(kind.Shown);
        var matching = all.Where(o => token is null || token.IsBefore(o.Key))
            .Where(o => selection.Matches(o.Object));
        var limit = int.TryParse(query["limit"], out var l) && l > 0 ? l : int.MaxValue;
        var metadata = new JsonObject { ["resourceVersion"] = version.ToString() };
        List<Stored> page = [.. matching];
        if (page.Count > limit)
        {
            metadata["continue"] = ContinueToken.After(page[limit - 1].Key, version).Write();
            history.Keep(state);
            if (selection.IsEverything)
                metadata["remainingItemCount"] = page.Count - limit;
            page.RemoveRange(limit, page.Count - limit);
        }
        if (form == AnswerForm.Table)
        {
            var table = tables.Render(kind, page, version.ToString(), Include(context));
            table["metadata"] = metadata;
            await Answers.JsonAsync(context, 200, table);
        }
        else if (form == AnswerForm.Metadata)
        {
            await Answers.JsonAsync(context, 200, MetadataForm.List(page.Select(o => o.Object), metadata));
        }
        else
        {
            await Answers.BytesAsync(context, 200, Objects(kind, page, metadata));
        }
    }

    private static bool IsMeasured(KindDefinition kind) => kind.Kind.Group == Kinds.MetricsGroup;

    /// <summary>
    /// The state that a list is of: that of its first page, or the one that the client wants.
    /// </summary>
    private Snapshot State(HttpContext context, ContinueToken? token)
    {
        if (token is { Version: > 0 })
        {
            return history.At(token.Version) ?? throw Refusals.ContinueExpired(token.OfWhatIsThere().Write());
        }
        var state = Now(context);
        var query = context.Request.Query;
        var (text, match) = (query["resourceVersion"].ToString(), query["resourceVersionMatch"].ToString());
        if (text is "" or "0" || token is not null)
            return state;
        if (!long.TryParse(text, out var wanted))
            throw Refusals.BadRequest($"Invalid value: \"{text}\": invalid resource version");
        if (wanted > state.Version)
            throw Refusals.TooLargeVersion(wanted, state.Version);
        if (match != "Exact" || wanted == state.Version)
            return state;
        return history.At(wanted) ?? throw Refusals.ListExpired();
    }

    private Snapshot Now(HttpContext context) =>
        context.Features.Get<StaleReads>()?.State ?? store.Snapshot();

    /// <summary>
    /// The items of built-in kinds come without kind and apiVersion, as the API server sends them.
    /// </summary>
    private static byte[] Objects(KindDefinition kind, List<Stored> page, JsonObject metadata)
    {
        using var buffer = new MemoryStream();
        var name = kind.Custom?.ListKind ?? $"{kind.Kind.Kind}List";
        buffer.Write(
            Encoding.UTF8.GetBytes(
                $"{{\"kind\":\"{name}\",\"apiVersion\":\"{kind.Kind.ApiVersion}\","
                    + $"\"metadata\":{metadata.ToJsonString()},\"items\":["
            )
        );
        var separator = "";
        foreach (var stored in page)
        {
            buffer.Write(Encoding.UTF8.GetBytes(separator));
            buffer.Write(kind.Custom is null ? Bare(stored.Json) : stored.Json);
            separator = ",";
        }
        buffer.Write("]}"u8);
        return buffer.ToArray();
    }

    private static byte[] Bare(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        using var buffer = new MemoryStream();
        using (
            var writer = new Utf8JsonWriter(
                buffer,
                new JsonWriterOptions { Encoder = JsonText.Options.Encoder }
            )
        )
        {
            writer.WriteStartObject();
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Name is not ("apiVersion" or "kind"))
                    property.WriteTo(writer);
            }
            writer.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private static string Include(HttpContext context) => context.Request.Query["includeObject"].ToString();
}
