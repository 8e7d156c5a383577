using System.Text.Json.Nodes;
using LocalCluster.Api.Access;
using LocalCluster.Api.Http.Faults;
using LocalCluster.Api.Http.Messages;
using LocalCluster.Api.Http.Streams;
using LocalCluster.Api.Http.Subresources;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Schema.ServedKinds;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http;

/// <summary>Takes every request: who asks, what for, and who answers.</summary>
internal sealed class ApiPipeline(
    KindRegistry kinds,
    IReadOnlyCollection<string> serverNames,
    Authentication authentication,
    Impersonation impersonation,
    Authorizer authorizer,
    ReviewHandler reviews,
    DiscoveryHandler discovery,
    OpenApiHandler openApi,
    ReadHandler reads,
    WatchHandler watches,
    WriteHandler writes,
    DeleteHandler deletes,
    LogHandler logs,
    ProxyHandler proxy,
    PodHandler pods,
    ProgramHandler programs,
    PortForwardHandler portForwards,
    TokenHandler tokens,
    StopRequest stop,
    FaultInjection faults,
    FaultHandler? faultPlans,
    Action<string> log
)
{
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await RouteAsync(context);
        }
        catch (ApiException e) when (!context.Response.HasStarted)
        {
            await Answers.FailureAsync(context, e);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            // The server itself refuses bodies that are too large, or not sent as HTTP says.
            await Answers.FailureAsync(
                context,
                e.StatusCode == StatusCodes.Status413PayloadTooLarge
                    ? Bodies.TooLarge()
                    : Refusals.BadRequest(e.Message)
            );
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone.
        }
        catch (Exception e) when (!context.Response.HasStarted && e is not OperationCanceledException)
        {
            log($"{context.Request.Method} {context.Request.Path}: {e}");
            await Answers.FailureAsync(
                context,
                new ApiException(500, "InternalError", "an unexpected fault; see the cluster's log")
            );
        }
    }

    private async Task RouteAsync(HttpContext context)
    {
        if (LocalRequests.Refusal(context.Request, serverNames) is { } refusal)
            throw new ApiException(403, "Forbidden", $"forbidden: {refusal}", []);
        var path = context.Request.Path.Value!;
        if (path is "/healthz" or "/livez" or "/readyz")
        {
            await Answers.TextAsync(context, "ok");
            return;
        }
        var user = impersonation.Apply(context.Request, authentication.Authenticate(context.Request));
        context.Features.Set(user);
        if (path == StopRequest.Path && HttpMethods.IsPost(context.Request.Method) && user.IsMaster)
        {
            await Answers.TextAsync(context, "ok");
            stop.Ask();
            return;
        }
        if (path == FaultHandler.Path && faultPlans is not null && user.IsMaster)
        {
            await faultPlans.AnswerAsync(context);
            return;
        }
        var target = ResourcePath.Parse(path);
        var access = target?.Access(context.Request.Method, IsWatch(context));
        var verb = access?.Verb ?? context.Request.Method.ToLowerInvariant();
        await faults.AroundAsync(context, verb, access, () => AnswerAsync(context, user, path, target));
    }

    private async Task AnswerAsync(HttpContext context, User user, string path, ResourcePath? target)
    {
        if (
            HttpMethods.IsGet(context.Request.Method)
            && (await discovery.TryAnswerAsync(context) || await openApi.TryAnswerAsync(context))
        )
            return;
        if (await reviews.TryAnswerAsync(context, user))
            return;
        if (target is null)
        {
            CheckPath(user, context.Request);
            await Answers.PlainNotFoundAsync(context);
            return;
        }
        authorizer.Check(user, target.Access(context.Request.Method, IsWatch(context)));
        if (kinds.ByPlural(target.Group, target.Version, target.Plural) is { } kind)
            await Resource(context, kind, target);
        else if (kinds.All.All(k => k.Kind.Group != target.Group || k.Kind.Version != target.Version))
            await Answers.PlainNotFoundAsync(context);
        else
            throw Refusals.UnknownResource();
    }

    private void CheckPath(User user, HttpRequest request)
    {
        var (verb, path) = (request.Method.ToLowerInvariant(), request.Path.Value!);
        if (!authorizer.Allows(user, verb, path))
        {
            throw new ApiException(
                403,
                "Forbidden",
                $"forbidden: User \"{user.Name}\" cannot {verb} path \"{path}\"",
                []
            );
        }
    }

    private Task Resource(HttpContext context, KindDefinition kind, ResourcePath target)
    {
        var key = kind.Key(target.Namespace, target.Name ?? "");
        if (target.Name is not null && kind.Kind.Namespaced && target.Namespace is null)
            throw Refusals.UnknownResource();
        if (target.Subresource is { } sub && !kind.Has(sub))
            throw Refusals.UnknownResource();
        if (
            kind.Verbs is { } verbs
            && !verbs.Contains(target.Access(context.Request.Method, IsWatch(context)).Verb)
        )
            throw Refusals.MethodNotAllowed();
        return (context.Request.Method, target.Name, target.Subresource) switch
        {
            (_, not null, "proxy") => proxy.PassAsync(context, kind, key, target.Rest),
            ("GET", null, _) => IsWatch(context)
                ? watches.WatchAsync(context, kind, target.Namespace, null)
                : reads.ListAsync(context, kind, target.Namespace),
            ("GET", var name, null) when IsWatch(context) => watches.WatchAsync(
                context,
                kind,
                target.Namespace,
                name
            ),
            ("GET", _, null or "status" or "scale") => reads.GetAsync(context, kind, key, target.Subresource),
            ("GET", not null, "log") => logs.GetAsync(context, kind, key),
            ("GET" or "POST", not null, "exec") => programs.ExecAsync(context, kind, key),
            ("GET" or "POST", not null, "attach") => programs.AttachAsync(context, kind, key),
            ("GET" or "POST", not null, "portforward") => portForwards.ServeAsync(context, kind, key),
            ("POST", not null, "eviction") => pods.EvictAsync(context, kind, key),
            ("POST", not null, "binding") => pods.BindAsync(context, kind, key),
            ("POST", not null, "token") => tokens.CreateAsync(context, kind, key),
            ("POST", null, _) when kind.StaysEmpty => throw Refusals.NotServed(
                $"{kind.Kind.Plural} are not served by the local cluster; use a Deployment"
            ),
            ("POST", null, _) => writes.CreateAsync(context, kind, target.Namespace),
            ("PUT", not null, null or "status" or "scale" or "finalize") => writes.UpdateAsync(
                context,
                kind,
                key,
                target.Subresource
            ),
            ("PATCH", not null, null or "status" or "scale") => writes.PatchAsync(
                context,
                kind,
                key,
                target.Subresource
            ),
            ("DELETE", null, _) => deletes.DeleteAllAsync(context, kind, target.Namespace),
            ("DELETE", not null, null) => deletes.DeleteAsync(context, kind, key),
            _ => throw Refusals.MethodNotAllowed(),
        };
    }

    private static bool IsWatch(HttpContext context) =>
        context.Request.Query["watch"].ToString() is "1" or "true";
}
