namespace k8s.Exceptions;

/// <summary>A kubeconfig, or what it refers to, cannot be used.</summary>
public class KubeConfigException : Exception
{
    /// <summary>Without a message.</summary>
    public KubeConfigException() { }

    /// <summary>With a message.</summary>
    public KubeConfigException(string message)
        : base(message) { }

    /// <summary>With a message and what led to it.</summary>
    public KubeConfigException(string message, Exception innerException)
        : base(message, innerException) { }
}
