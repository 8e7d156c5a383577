using System.Text.Json.Nodes;
using Slipway.Values;

namespace Slipway.Pipeline.ContainerTests;

/// <summary>The pod that an image is tested in.</summary>
internal static class ClusterPod
{
    /// <summary>The name of its only container.</summary>
    public const string Container = "service";

    /// <summary>
    /// A pod that ends once and for all. It listens on its own address: pods share one network.
    /// </summary>
    public static KubeObject Of(TestedImage image, string reference, string ns, int port)
    {
        var address = new JsonObject
        {
            ["name"] = "POD_IP",
            ["valueFrom"] = new JsonObject
            {
                ["fieldRef"] = new JsonObject { ["fieldPath"] = "status.podIP" },
            },
        };
        var listen = Variable("ASPNETCORE_URLS", $"http://$(POD_IP):{port}");
        var own = image.Settings.Environment.Select(entry => Variable(entry.Key, entry.Value));
        return KubeObject.From(
            new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Pod",
                ["metadata"] = new JsonObject { ["name"] = image.Name, ["namespace"] = ns },
                ["spec"] = new JsonObject
                {
                    ["restartPolicy"] = "Never",
                    ["enableServiceLinks"] = false,
                    ["automountServiceAccountToken"] = false,
                    ["terminationGracePeriodSeconds"] = (long)image.Settings.Grace.TotalSeconds,
                    ["containers"] = new JsonArray(
                        new JsonObject
                        {
                            ["name"] = Container,
                            ["image"] = reference,
                            ["env"] = new JsonArray([address, listen, .. own]),
                            ["ports"] = new JsonArray(new JsonObject { ["containerPort"] = port }),
                            ["securityContext"] = new JsonObject { ["readOnlyRootFilesystem"] = true },
                            ["volumeMounts"] = new JsonArray(
                                new JsonObject { ["name"] = "tmp", ["mountPath"] = "/tmp" }
                            ),
                        }
                    ),
                    ["volumes"] = new JsonArray(
                        new JsonObject { ["name"] = "tmp", ["emptyDir"] = new JsonObject() }
                    ),
                },
            }
        );
    }

    private static JsonObject Variable(string name, string value) =>
        new() { ["name"] = name, ["value"] = value };
}
