using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Parameters;

/// <summary>Members that get their value late: only where a scheduled target requires them.</summary>
internal static class MemberDemand
{
    internal static bool IsOnDemand(MemberInfo member) => member.IsDefined(typeof(OnDemandAttribute));

    /// <returns>The build's member that a requirement like <c>() => Env</c> names; null for anything
    /// else.</returns>
    internal static MemberInfo MemberOf(LambdaExpression requirement)
    {
        var body = requirement.Body is UnaryExpression { NodeType: ExpressionType.Convert } conversion
            ? conversion.Operand
            : requirement.Body;
        return
            body is MemberExpression { Expression: null or ConstantExpression { Value: NukeBuild } } access
            && body.Type != typeof(bool)
            ? access.Member
            : null;
    }
}
