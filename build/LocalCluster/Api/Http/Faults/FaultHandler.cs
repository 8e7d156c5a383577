using System.Text.Json.Nodes;
using LocalCluster.Api.Http.Messages;
using LocalCluster.Schema;
using LocalCluster.Storage;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http.Faults;

/// <summary>
/// Fault injection for the administrator: PUT or POST sets a plan, GET counts its hits, DELETE ends it.
/// </summary>
internal sealed class FaultHandler(FaultInjection faults, ObjectStore store, bool mayCrash)
{
    /// <summary>Where it listens.</summary>
    public const string Path = "/slipway/faults";

    public async Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Method)
        {
            case "PUT" or "POST":
                var text = await Bodies.TextAsync(context);
                var body =
                    Bodies.Json(text, "FaultPlan") as JsonObject
                    ?? throw Refusals.BadRequest("the body is not a JSON object");
                var (rules, seed) = new FaultReader(mayCrash).Read(body);
                faults.Plan = new FaultPlan(rules, seed, store.Snapshot());
                break;
            case "DELETE":
                faults.Plan = null;
                break;
            case "GET":
                break;
            default:
                throw Refusals.MethodNotAllowed();
        }
        var counts = faults.Plan?.Counts() ?? new JsonObject { ["rules"] = new JsonArray() };
        await Answers.JsonAsync(context, 200, counts);
    }
}
