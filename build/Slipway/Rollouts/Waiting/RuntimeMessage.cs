using System.Text.RegularExpressions;

namespace Slipway.Rollouts.Waiting;

/// <summary>
/// Shortens what kubelet, container runtime and scheduler say to what a reader needs: each layer wraps the
/// message of the one below, and repeats the image's name or its own last sentence. Pure.
/// </summary>
internal static partial class RuntimeMessage
{
    /// <summary>The message without its wrappings; as it is where nothing would be left.</summary>
    public static string Of(string message)
    {
        var text = Rpc().Replace(message, "");
        text = Pull().Replace(text, "");
        text = Runc().Replace(text, "");
        text = Sandbox().Replace(text, "for sandbox");
        text = Preemption().Replace(text, "");
        return text.Length > 0 ? text : message;
    }

    [GeneratedRegex("rpc error: code = \\w+ desc = ")]
    private static partial Regex Rpc();

    [GeneratedRegex(
        "^(?:Back-off pulling image \"[^\"]*\": )?(?:ErrImagePull: )?(?:Failed to pull image \"[^\"]*\": )?"
            + "(?:failed to pull and unpack image \"[^\"]*\": )?(?:failed to resolve (?:reference|image) \"[^\"]*\": )?"
    )]
    private static partial Regex Pull();

    [GeneratedRegex(
        "failed to create containerd task: (?:failed to create shim task: )?OCI runtime create failed: "
            + "(?:runc create failed: )?"
    )]
    private static partial Regex Runc();

    // Every attempt has another one.
    [GeneratedRegex("for sandbox \"[0-9a-f]{64}\"")]
    private static partial Regex Sandbox();

    // That removing other pods would not help either; the sentence before says why.
    [GeneratedRegex(
        " (?:no new claims to deallocate, )?preemption: 0/.*$|(?<=PersistentVolumeClaims\\.) not found$"
    )]
    private static partial Regex Preemption();
}
