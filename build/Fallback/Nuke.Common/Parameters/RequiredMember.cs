using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Parameters;

/// <summary>Distinguishes a required member from a required condition.</summary>
internal static class RequiredMember
{
    /// <returns>
    /// The build's member that a requirement like <c>() => Env</c> names; null for a condition.
    /// </returns>
    internal static MemberInfo Of(LambdaExpression requirement)
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
