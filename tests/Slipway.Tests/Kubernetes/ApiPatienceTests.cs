using Slipway.Kubernetes.Connection;
using Slipway.Kubernetes.Errors;

namespace Slipway.Tests.Kubernetes;

public sealed class ApiPatienceTests
{
    private static readonly ApiPatience s_policy = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(15));

    [Theory]
    [InlineData(429, false, true)]
    [InlineData(429, true, true)]
    [InlineData(500, true, true)]
    [InlineData(500, false, false)]
    [InlineData(502, true, true)]
    [InlineData(503, true, true)]
    [InlineData(503, false, false)]
    [InlineData(504, true, true)]
    [InlineData(409, true, false)]
    [InlineData(404, true, false)]
    [InlineData(422, true, false)]
    public void Only_transient_answers_are_tried_again_and_only_where_that_does_no_harm(
        int code,
        bool repeatable,
        bool again
    ) =>
        Assert.Equal(
            again,
            s_policy.Next(1, TimeSpan.Zero, Fault.Of(Status(code), null), repeatable, 0.5) is not null
        );

    [Fact]
    public void An_unknown_field_in_an_apply_is_not_transient_though_old_servers_answer_500() =>
        Assert.False(
            Fault
                .Of(
                    Status(
                        500,
                        "failed to create typed patch object (/movie; apps/v1, Kind=Deployment): "
                            + ".spec.foo: field not declared in schema"
                    ),
                    null
                )
                .Transient
        );

    [Fact]
    public void The_servers_wish_is_honoured_and_the_wait_grows_otherwise()
    {
        Assert.Equal(
            TimeSpan.FromSeconds(7),
            s_policy.Next(1, TimeSpan.Zero, Fault.Of(Status(429), TimeSpan.FromSeconds(7)), false, 0.5)
        );
        var waits = Enumerable
            .Range(1, 8)
            .Select(n => s_policy.Next(n, TimeSpan.Zero, Fault.Connection, true, 0.5)!.Value)
            .ToList();
        Assert.Equal(waits.Order(), waits);
        Assert.Equal((TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(5)), (waits[0], waits[^1]));
    }

    [Fact]
    public void Nothing_is_tried_beyond_the_deadline() =>
        Assert.Null(s_policy.Next(3, TimeSpan.FromSeconds(29.9), Fault.Connection, true, 0.5));

    private static ApiStatus Status(int code, string message = "") => new(code, "", message, []);
}
