using Slipway.Values;

namespace Slipway.SupplyChain.Signing;

/// <summary>The key for signatures cannot be used.</summary>
public sealed class KeyRefusal : Refusal
{
    private const string Make =
        "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -aes-256-cbc -out slipway.key";

    private KeyRefusal(string what, string where, string next)
        : base(what, where, next) { }

    internal static KeyRefusal NoPem(string where) =>
        new("This is no key in PEM form.", where, $"Name the file of a private key; to make one: {Make}");

    internal static KeyRefusal OfCosign(string where) =>
        new(
            "This key is encrypted in cosign's own form (scrypt), which is not read here.",
            where,
            $"Sign with a key in PKCS#8 form and give it to cosign as well: {Make}, then "
                + "'cosign import-key-pair --key slipway.key'."
        );

    internal static KeyRefusal OtherKind(string where, string label) =>
        new(
            $"This is a '{label}', and not a private key in PKCS#8 form.",
            where,
            label.EndsWith("PRIVATE KEY", StringComparison.Ordinal)
                ? "Convert it: openssl pkcs8 -topk8 -v2 aes-256-cbc -in <this file> -out slipway.key"
                : $"Name the file of a private key; to make one: {Make}"
        );

    internal static KeyRefusal NotForEcdsa(string where) =>
        new("This private key is damaged, or not for ECDSA.", where, $"Make another one: {Make}");

    internal static KeyRefusal OtherCurve(string where) =>
        new("This private key is on another curve than P-256.", where, $"Make another one: {Make}");

    internal static KeyRefusal NoPassword(string where) =>
        new(
            "This private key is encrypted, and no password is given.",
            where,
            "Put the password into NUKE_SIGNING_KEY_PASSWORD."
        );

    internal static KeyRefusal WrongPassword(string where) =>
        new(
            "The password does not open this private key, or the key is damaged or not for ECDSA.",
            where,
            "Correct NUKE_SIGNING_KEY_PASSWORD."
        );
}
