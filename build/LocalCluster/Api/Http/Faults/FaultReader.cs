using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;

namespace LocalCluster.Api.Http.Faults;

/// <summary>Parses requested faults and collects all errors in them.</summary>
internal sealed class FaultReader(bool mayCrash)
{
    private static readonly string[] s_plan = ["seed", "rules"];
    private static readonly string[] s_rule =
    [
        "verbs",
        "resources",
        "namespaces",
        "paths",
        "percent",
        "skip",
        "times",
        "latency",
        "status",
        "retryAfter",
        "drop",
        "crash",
        "stale",
        "watch",
    ];
    private static readonly string[] s_watch = ["after", "then"];

    private readonly List<string> _mistakes = [];

    /// <exception cref="ApiException">400, with all mistakes.</exception>
    public (IReadOnlyList<FaultRule> Rules, int Seed) Read(JsonObject plan)
    {
        Known(plan, "", s_plan);
        var rules = plan["rules"] is JsonArray list
            ? list.Select((rule, i) => Rule(rule as JsonObject ?? [], $"rules[{i}]")).ToList()
            : [];
        if (plan["rules"] is not JsonArray)
            _mistakes.Add("rules: a list is missing");
        var seed = Whole(plan, "seed", "", 0, int.MaxValue) ?? 0;
        return _mistakes.Count == 0
            ? (rules, seed)
            : throw Refusals.BadRequest("invalid faults: " + string.Join("; ", _mistakes));
    }

    private FaultRule Rule(JsonObject rule, string at)
    {
        Known(rule, at + ".", s_rule);
        var fault = new Fault(
            Duration(rule, "latency", at) ?? TimeSpan.Zero,
            Whole(rule, "status", at, 400, 599),
            Whole(rule, "retryAfter", at, 0, 3600),
            When(rule, "drop", at),
            When(rule, "crash", at),
            rule.Flag("stale"),
            Watch(rule["watch"], at + ".watch")
        );
        if (fault.Crash is not null && !mayCrash)
            _mistakes.Add($"{at}.crash: this cluster runs inside another program, which would crash too");
        var outcomes = new object?[]
        {
            fault.Status,
            fault.Drop,
            fault.Crash,
            fault.Stale ? true : null,
            fault.Watch,
        };
        var wanted = outcomes.Count(o => o is not null);
        if (wanted > 1)
            _mistakes.Add($"{at}: only one of status, drop, crash, stale and watch can happen to a request");
        if (wanted == 0 && fault.Latency == TimeSpan.Zero)
            _mistakes.Add($"{at}: one of latency, status, drop, crash, stale and watch is missing");
        if (fault.RetryAfter is not null && fault.Status is null)
            _mistakes.Add($"{at}.retryAfter: needs a status");
        var target = new FaultTarget(
            Texts(rule, "verbs", at),
            Texts(rule, "resources", at),
            Texts(rule, "namespaces", at),
            Texts(rule, "paths", at)
        );
        return new FaultRule(
            target,
            Percent(rule, at),
            Whole(rule, "skip", at, 0, int.MaxValue) ?? 0,
            Whole(rule, "times", at, 1, int.MaxValue),
            fault
        );
    }

    private WatchFault? Watch(JsonNode? node, string at)
    {
        if (node is null)
            return null;
        if (node is not JsonObject watch)
        {
            _mistakes.Add($"{at}: must be an object with 'then' and 'after'");
            return null;
        }
        Known(watch, at + ".", s_watch);
        if (watch.Text("then") is not ("drop" or "silence"))
            _mistakes.Add($"{at}.then: must be 'drop' or 'silence'");
        return new WatchFault(Duration(watch, "after", at) ?? TimeSpan.Zero, watch.Text("then") == "silence");
    }

    private void Known(JsonObject obj, string at, string[] names) =>
        _mistakes.AddRange(
            obj.Select(p => p.Key)
                .Except(names)
                .Select(name => $"{at}{name}: is unknown; known are {string.Join(", ", names)}")
        );

    private Moment? When(JsonObject rule, string name, string at)
    {
        if (rule[name] is null)
            return null;
        if (rule.Text(name) is "before" or "after")
            return rule.Text(name) == "before" ? Moment.Before : Moment.After;
        _mistakes.Add($"{at}.{name}: must be 'before' or 'after'");
        return null;
    }

    private TimeSpan? Duration(JsonObject rule, string name, string at)
    {
        if (rule[name] is null)
            return null;
        if (Durations.ParseSeconds(rule.Text(name)) is { } duration && duration >= TimeSpan.Zero)
            return duration;
        _mistakes.Add($"{at}.{name}: must be a duration such as '200ms' or '1m30s'");
        return null;
    }

    private double Percent(JsonObject rule, string at)
    {
        if (rule["percent"] is not JsonValue value)
            return 100;
        if (
            value.GetValueKind() == JsonValueKind.Number
            && value.GetValue<double>() is >= 0 and <= 100 and var percent
        )
            return percent;
        _mistakes.Add($"{at}.percent: must be a number from 0 to 100");
        return 0;
    }

    private int? Whole(JsonObject rule, string name, string at, int least, int most)
    {
        if (rule[name] is null)
            return null;
        if (rule.Number(name) is { } number && number >= least && number <= most)
            return (int)number;
        var path = at.Length == 0 ? name : $"{at}.{name}";
        _mistakes.Add($"{path}: must be an integer from {least} to {most}");
        return null;
    }

    private string[] Texts(JsonObject rule, string name, string at)
    {
        if (rule[name] is not null && (rule[name] is not JsonArray list || list.Any(i => i.Text() is null)))
            _mistakes.Add($"{at}.{name}: must be an array of strings");
        return [.. rule.Strings(name)];
    }
}
