using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Slipway.Images.Registries;

/// <summary>Explains what is wrong with the certificate that a registry presented. Pure.</summary>
internal static class CertificateFault
{
    /// <summary>All that is wrong, in one line.</summary>
    /// <param name="errors">What the check of the certificate came to.</param>
    /// <param name="certificate">The certificate; null where there was none.</param>
    /// <param name="chain">What the check found of those who signed it.</param>
    public static string Describe(SslPolicyErrors errors, X509Certificate? certificate, X509Chain? chain)
    {
        if (certificate is not X509Certificate2 shown)
            return "it presents no certificate";
        var faults = new List<string>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            faults.Add($"its certificate is for {Names(shown)} and not for this name");
        var status = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) =>
            all | one.Status
        ) ?? X509ChainStatusFlags.NoError;
        if (status.HasFlag(X509ChainStatusFlags.NotTimeValid))
            faults.Add($"its certificate is valid from {Time(shown.NotBefore)} to {Time(shown.NotAfter)}");
        const X509ChainStatusFlags unknown =
            X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;
        if ((status & unknown) != 0)
            faults.Add($"this machine does not trust the issuer of its certificate ({shown.Issuer})");
        const X509ChainStatusFlags told = unknown | X509ChainStatusFlags.NotTimeValid;
        faults.AddRange(
            (chain?.ChainStatus ?? [])
                .Where(one => (one.Status & ~told) != 0)
                .Select(one => one.StatusInformation.Trim().TrimEnd('.'))
        );
        return string.Join("; ", faults.Distinct());
    }

    private static string Names(X509Certificate2 certificate)
    {
        var alternatives = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().ToList();
        var names = alternatives
            .SelectMany(names => names.EnumerateDnsNames())
            .Concat(alternatives.SelectMany(names => names.EnumerateIPAddresses()).Select(ip => $"{ip}"))
            .ToList();
        return names.Count > 0 ? string.Join(", ", names) : certificate.Subject;
    }

    private static string Time(DateTime local) =>
        local.ToUniversalTime().ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
