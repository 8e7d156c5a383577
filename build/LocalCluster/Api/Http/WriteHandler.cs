using System.Text.Json.Nodes;
using LocalCluster.Api.Access;
using LocalCluster.Api.Http.Messages;
using LocalCluster.Api.Http.Protobuf;
using LocalCluster.Api.Writing;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LocalCluster.Api.Http;

/// <summary>Answers create, update, patch and apply.</summary>
internal sealed class WriteHandler(
    ResourceWriter writer,
    TableRenderer tables,
    ProtobufBody protobuf,
    Escalation escalation
)
{
    public async Task CreateAsync(HttpContext context, KindDefinition kind, string? ns)
    {
        var options = Options(context, kind, null);
        var obj = await Bodies.ObjectAsync(context, kind, protobuf);
        await AnswerAsync(context, kind, options, writer.Create(kind, ns, obj, options));
    }

    public async Task UpdateAsync(
        HttpContext context,
        KindDefinition kind,
        ObjectKey key,
        string? subresource
    )
    {
        var options = Options(context, kind, subresource);
        if (subresource == "scale")
        {
            var scale = Bodies.Parse(await Bodies.TextAsync(context), context.Request.ContentType, "Scale");
            var result = writer.Update(kind, key, live => Scales.Write(kind, live, scale), options);
            await AnswerAsync(context, kind, options, result);
            return;
        }
        var obj = await Bodies.ObjectAsync(context, kind, protobuf);
        await AnswerAsync(context, kind, options, writer.Update(kind, key, _ => obj, options));
    }

    public async Task PatchAsync(HttpContext context, KindDefinition kind, ObjectKey key, string? subresource)
    {
        var options = Options(context, kind, subresource);
        var media = Bodies.Media(context.Request.ContentType);
        var text = await Bodies.TextAsync(context);
        if (media == "application/apply-patch+yaml")
        {
            await AnswerAsync(context, kind, options, Apply(context, kind, key, text, options));
            return;
        }
        if (options.Force)
            throw WriteQuery.Invalid(
                "force",
                "Forbidden: may not be specified for non-apply patch",
                "FieldValueForbidden"
            );
        var change = PatchBody.Read(media, text, kind);
        var result = writer.Update(
            kind,
            key,
            live =>
                subresource == "scale"
                    ? Scales.Write(kind, live, change(Scales.Read(kind, live)))
                    : change(live),
            options
        );
        await AnswerAsync(context, kind, options, result);
    }

    private WriteOptions Options(HttpContext context, KindDefinition kind, string? subresource) =>
        WriteQuery.Options(context, subresource) with
        {
            Admission = escalation.For(kind, context.Features.GetRequiredFeature<User>()),
        };

    private WriteResult Apply(
        HttpContext context,
        KindDefinition kind,
        ObjectKey key,
        string text,
        WriteOptions options
    )
    {
        if (context.Request.Query["fieldManager"].ToString().Length == 0)
        {
            throw WriteQuery.Invalid(
                "fieldManager",
                "Required value: is required for apply patch",
                "FieldValueRequired"
            );
        }
        var config = Bodies.Parse(text, "application/yaml", kind.Kind.Kind);
        if (options.Subresource == "scale")
            return ApplyScale(kind, key, config, options);
        AppliedConfiguration.Check(kind, key.Name, config);
        return writer.Apply(kind, key, config, options);
    }

    /// <summary>A Scale that is applied is its number applied to the object.</summary>
    private WriteResult ApplyScale(KindDefinition kind, ObjectKey key, JsonObject scale, WriteOptions options)
    {
        var config = Scales.Write(
            kind,
            new JsonObject
            {
                ["apiVersion"] = kind.Kind.ApiVersion,
                ["kind"] = kind.Kind.Kind,
                ["metadata"] = new JsonObject { ["name"] = key.Name },
            },
            scale
        );
        return writer.Apply(kind, key, config, options);
    }

    private async Task AnswerAsync(
        HttpContext context,
        KindDefinition kind,
        WriteOptions options,
        WriteResult result
    )
    {
        await result.Durable;
        foreach (var warning in options.Warnings)
        {
            var text = warning.Replace("\\", "\\\\").Replace("\"", "\\\"");
            context.Response.Headers.Append("Warning", $"299 - \"{text}\"");
        }
        var code = result.Created ? 201 : 200;
        var obj = options.Subresource == "scale" ? Scales.Read(kind, result.Object) : result.Object;
        var form = Negotiation.Form(context.Request);
        if (form == AnswerForm.Table && options.Subresource is null)
        {
            var stored = new Stored(default, 0, obj);
            var version = obj.Text("metadata", "resourceVersion") ?? "";
            var include = context.Request.Query["includeObject"].ToString();
            await Answers.JsonAsync(context, code, tables.Render(kind, [stored], version, include));
            return;
        }
        await Answers.JsonAsync(context, code, form == AnswerForm.Metadata ? MetadataForm.One(obj) : obj);
    }
}
