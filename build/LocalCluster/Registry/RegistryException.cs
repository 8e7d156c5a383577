using System.Text.Json.Nodes;

namespace LocalCluster.Registry;

/// <summary>
/// An error of the distribution-spec: a code in capitals, a message, an HTTP status.
/// </summary>
internal sealed class RegistryException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public static RegistryException Denied(string why) => new(403, "DENIED", why);

    public static RegistryException Unauthorized(string why) => new(401, "UNAUTHORIZED", why);

    public static RegistryException NotServed(string path) =>
        new(404, "UNSUPPORTED", $"There is nothing at {path}.");

    public static RegistryException NameInvalid(string name) =>
        new(400, "NAME_INVALID", $"'{name}' is not a valid repository name.");

    public static RegistryException NameUnknown(string name) =>
        new(404, "NAME_UNKNOWN", $"There is no repository '{name}'.");

    public static RegistryException BlobUnknown(string digest) =>
        new(404, "BLOB_UNKNOWN", $"There is no blob {digest} in this repository.");

    public static RegistryException ManifestUnknown(string reference) =>
        new(404, "MANIFEST_UNKNOWN", $"There is no manifest '{reference}' in this repository.");

    public static RegistryException ManifestInvalid(string why) => new(400, "MANIFEST_INVALID", why);

    public static RegistryException MissingBlob(string digest) =>
        new(
            400,
            "MANIFEST_BLOB_UNKNOWN",
            $"The manifest names {digest}, which this repository does not have."
        );

    public static RegistryException UploadUnknown(string id) =>
        new(404, "BLOB_UPLOAD_UNKNOWN", $"There is no upload '{id}'.");

    public static RegistryException UploadInvalid(string why) => new(400, "BLOB_UPLOAD_INVALID", why);

    public static RegistryException SizeInvalid(int status, string why) => new(status, "SIZE_INVALID", why);

    public static RegistryException DigestInvalid(string why) => new(400, "DIGEST_INVALID", why);

    public static RegistryException Unsupported(string what) =>
        new(405, "UNSUPPORTED", $"{what} is not supported.");

    public string Body =>
        new JsonObject
        {
            ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = Message }),
        }.ToJsonString();
}
