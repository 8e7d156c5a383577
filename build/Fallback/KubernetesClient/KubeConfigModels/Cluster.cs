namespace k8s.KubeConfigModels;

/// <summary>A named API server.</summary>
public class Cluster
{
    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>Where it is and how it proves itself.</summary>
    public ClusterEndpoint? ClusterEndpoint { get; set; }
}

/// <summary>Where an API server is and how it proves itself.</summary>
public class ClusterEndpoint
{
    /// <summary>A file with the certificates of its authorities (PEM).</summary>
    public string? CertificateAuthority { get; set; }

    /// <summary>The same in base64; wins over the file.</summary>
    public string? CertificateAuthorityData { get; set; }

    /// <summary>Its address.</summary>
    public string? Server { get; set; }

    /// <summary>The name that its certificate is checked for; null for the address's host.</summary>
    public string? TlsServerName { get; set; }

    /// <summary>Whether its certificate is not checked at all.</summary>
    public bool SkipTlsVerify { get; set; }
}
