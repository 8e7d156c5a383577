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
        new(
            "This is not a key in PEM format.",
            where,
            $"Give the path of a private key; to create one: {Make}"
        );

    internal static KeyRefusal OfCosign(string where) =>
        new(
            "This key is encrypted in cosign's own format (scrypt), which is not supported.",
            where,
            $"Sign with a key in PKCS#8 format and import it into cosign as well: {Make}, then "
                + "'cosign import-key-pair --key slipway.key'."
        );

    internal static KeyRefusal OtherKind(string where, string label) =>
        new(
            $"This is a '{label}', not a private key in PKCS#8 format.",
            where,
            label.EndsWith("PRIVATE KEY", StringComparison.Ordinal)
                ? "Convert it: openssl pkcs8 -topk8 -v2 aes-256-cbc -in <this file> -out slipway.key"
                : $"Give the path of a private key; to create one: {Make}"
        );

    internal static KeyRefusal NotForEcdsa(string where) =>
        new("This private key is damaged, or not for ECDSA.", where, $"Create another one: {Make}");

    internal static KeyRefusal OtherCurve(string where) =>
        new("This private key is not on the curve P-256.", where, $"Create another one: {Make}");

    internal static KeyRefusal NoPassword(string where) =>
        new(
            "This private key is encrypted, but no password was given.",
            where,
            "Set NUKE_SIGNING_KEY_PASSWORD to its password."
        );

    internal static KeyRefusal WrongPassword(string where) =>
        new(
            "The password does not decrypt this private key, or the key is damaged or not for ECDSA.",
            where,
            "Correct NUKE_SIGNING_KEY_PASSWORD."
        );
}
