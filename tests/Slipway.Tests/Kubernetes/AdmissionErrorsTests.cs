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

    [Theory]
    [InlineData(
        422,
        "deployments.apps \"web\" is forbidden: ValidatingAdmissionPolicy 'owner' with binding 'owner' denied "
            + "request: every workload needs a label owner",
        "satisfy this policy"
    )]
    [InlineData(400, "admission webhook \"p.example.com\" denied the request: no", "satisfy this policy")]
    [InlineData(
        500,
        "Internal error occurred: failed calling webhook \"p.example.com\": failed to call webhook: Post "
            + "\"https://gone.default.svc:443/?timeout=2s\": service \"gone\" not found",
        "Check the Service and the pods behind the webhook p.example.com"
    )]
    public void A_policy_is_told_from_a_mistake_in_the_manifest_whatever_the_status(
        int code,
        string message,
        string advice
    )
    {
        var refusal = StatusMapping.Exception(new ApiStatus(code, "", message, []), "apply it");
        Assert.IsType<AdmissionRefusedException>(refusal);
        Assert.Contains(advice, refusal.Next, StringComparison.Ordinal);
    }
}
