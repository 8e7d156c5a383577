using Slipway.Kubernetes.Errors;

namespace Slipway.Tests.Kubernetes;

public sealed class AdmissionErrorsTests
{
    [Theory]
    [InlineData(
        "configmaps \"a\" is forbidden: unable to create new content in namespace shop because it is being terminated",
        "kubectl get namespace shop -o yaml"
    )]
    [InlineData("pods \"a\" is forbidden: exceeded quota: small, requested: pods=1", "ResourceQuota")]
    [InlineData(
        "pods \"a\" is forbidden: error looking up service account shop/x: serviceaccount \"x\" not found",
        "Create the ServiceAccount"
    )]
    [InlineData(
        "pods \"a\" is forbidden: violates PodSecurity \"restricted:latest\": runAsNonRoot",
        "securityContext"
    )]
    [InlineData("pods \"a\" is forbidden: no PriorityClass with name high was found", "PriorityClass")]
    [InlineData(
        "pods \"a\" is forbidden: maximum cpu usage per Container is 1, but limit is 2",
        "LimitRange"
    )]
    [InlineData("admission webhook \"p.example.com\" denied the request: no", "satisfy this policy")]
    public void The_advice_is_right_for_what_was_refused(string message, string advice)
    {
        Assert.True(AdmissionErrors.IsRefusal(message));
        Assert.Contains(advice, AdmissionErrors.Hint(message));
        var refusal = StatusMapping.Exception(new ApiStatus(403, "Forbidden", message, []), "create it");
        Assert.Equal((message, AdmissionErrors.Hint(message)), (refusal.What, refusal.Next));
    }
}
