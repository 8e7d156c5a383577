namespace Slipway.Kubernetes;

/// <summary>
/// What a pod answered. When the API server could not reach it, the status is 502, 503 or 504.
/// </summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body as text.</param>
public sealed record ProxyResponse(int Status, string Body);
