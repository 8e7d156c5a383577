namespace k8s.KubeConfigModels;

/// <summary>A named way to prove who asks.</summary>
public class User
{
    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>The proof.</summary>
    public UserCredentials? UserCredentials { get; set; }
}

/// <summary>How a user proves who asks.</summary>
public class UserCredentials
{
    /// <summary>A client certificate (PEM) in base64; wins over the file.</summary>
    public string? ClientCertificateData { get; set; }

    /// <summary>A file with a client certificate (PEM).</summary>
    public string? ClientCertificate { get; set; }

    /// <summary>The certificate's private key (PEM) in base64; wins over the file.</summary>
    public string? ClientKeyData { get; set; }

    /// <summary>A file with the certificate's private key (PEM).</summary>
    public string? ClientKey { get; set; }

    /// <summary>A bearer token.</summary>
    public string? Token { get; set; }

    /// <summary>A user name, for basic authentication.</summary>
    public string? UserName { get; set; }

    /// <summary>The user's password.</summary>
    public string? Password { get; set; }

    /// <summary>A program that makes credentials.</summary>
    public ExternalExecution? ExternalExecution { get; set; }

    /// <summary>A file whose content is the bearer token, read again as it changes.</summary>
    internal string? TokenFile { get; set; }
}
