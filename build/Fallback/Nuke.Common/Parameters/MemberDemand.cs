using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Parameters;

/// <summary>Members that get their value late: only where a scheduled target requires them.</summary>
internal static class MemberDemand
{
    internal static bool IsOnDemand(MemberInfo member) => member.IsDefined(typeof(OnDemandAttribute));

    /// <returns>The member that a requirement like <c>() => Env</c> names; null for a condition.</returns>
    internal static MemberInfo MemberOf(LambdaExpression requirement)
    {
        var body = requirement.Body is UnaryExpression { NodeType: ExpressionType.Convert } conversion
            ? conversion.Operand
            : requirement.Body;
        return body.Type == typeof(bool) ? null : (body as MemberExpression)?.Member;
    }
}
