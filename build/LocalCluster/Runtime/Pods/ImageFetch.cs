using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Runtime.Containers;
using LocalCluster.Runtime.Images;
using LocalCluster.Runtime.Status;
using LocalCluster.Schema;
using LocalCluster.Watching;
using Slipway.Formats;

namespace LocalCluster.Runtime.Pods;

/// <summary>
/// Pulls a container's image, and retries with exponential back-off.
/// </summary>
internal sealed class ImageFetch(PodContext context, StatusWriter status, JsonObject container, Task stop)
{
    private readonly string _name = container.Text("name") ?? "";
    private readonly string _image = container.Text("image") ?? "";

    public async Task<ImageHandle> UntilThereAsync()
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await OnceAsync();
            }
            catch (ImagePullException e)
            {
                Tell(e);
            }
            // As in the kubelet, whatever the runtime answers is why there is no image, and is tried again.
            catch (Exception e) when (e is not OperationCanceledException)
            {
                context.Node.Log($"Image \"{_image}\" cannot be pulled: {e}");
                Tell(new ImagePullException("ErrImagePull", e.Message));
            }
            await status.FlushedAsync();
            await context.PauseAsync(TimeSpan.FromMilliseconds(800), stop: stop);
            BackOff();
            await context.PauseAsync(Backoff.Pull(failures), stop: stop);
        }
    }

    private async Task<ImageHandle> OnceAsync()
    {
        var runtime = context.Node.Runtime;
        if (await runtime.IsPresentAsync(context.Pod, container))
        {
            var present = await runtime.PullAsync(context.Pod, container, [], context.Ending);
            context.Normal("Pulled", $"Container image \"{_image}\" already present on machine", _name);
            return present;
        }
        var began = context.Node.Time.GetTimestamp();
        var name = ImageName.TryParse(_image, out _);
        if (name is not null)
            context.Normal("Pulling", $"Pulling image \"{_image}\"", _name);
        var credentials = name is null ? [] : PullSecrets.For(name, Secrets());
        var pulled = await runtime.PullAsync(context.Pod, container, credentials, context.Ending);
        var took = Duration.FormatAsGo(context.Node.Time.GetElapsedTime(began));
        context.Normal(
            "Pulled",
            $"Successfully pulled image \"{_image}\" in {took} ({took} including waiting)",
            _name
        );
        return pulled;
    }

    /// <summary>The pod's imagePullSecrets; missing ones are reported and skipped.</summary>
    private List<JsonObject> Secrets()
    {
        var found = new List<JsonObject>();
        var missing = new List<string>();
        foreach (var name in context.Pod.Items("spec", "imagePullSecrets").Select(s => s.Text("name") ?? ""))
        {
            if (context.Node.View.Get(Kinds.Secret, context.Pod.NamespaceName(), name) is { } secret)
                found.Add(secret);
            else
                missing.Add(name);
        }
        if (missing.Count > 0)
        {
            context.Warning(
                "FailedToRetrieveImagePullSecret",
                "Unable to retrieve some image pull secrets "
                    + $"({string.Join(", ", missing)}); attempting to pull the image may not succeed."
            );
        }
        return found;
    }

    private void Tell(ImagePullException failure)
    {
        if (failure.Reason == "InvalidImageName")
            context.Warning("InspectFailed", failure.Message, _name);
        else if (failure.Reason == "ErrImageNeverPull")
            context.Warning("ErrImageNeverPull", failure.Message, _name);
        else
            context.Warning("Failed", $"Failed to pull image \"{_image}\": {failure.Message}", _name);
        context.Warning("Failed", $"Error: {failure.Reason}", _name);
        status.Change(_name, record => record with { State = new Waiting(failure.Reason, failure.Message) });
    }

    private void BackOff()
    {
        if (status.Record(_name).State is not Waiting { Reason: "ErrImagePull" })
            return;
        var message = $"Back-off pulling image \"{_image}\"";
        context.Normal("BackOff", message, _name);
        context.Warning("Failed", "Error: ImagePullBackOff", _name);
        status.Change(_name, record => record with { State = new Waiting("ImagePullBackOff", message) });
    }
}
