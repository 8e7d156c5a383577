using Docker.DotNet.Models;

namespace Docker.DotNet.Tests;

public class ProcessListTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Processes_of_a_container_are_listed_with_the_columns_that_were_asked_for()
    {
        await using var engine = await RealEngine.ConnectAsync();
        var image = await engine.BuildAsync(TinyProgram.Stay("here"));
        var id = await engine.CreateAsync(image, c => c.User = "1234");
        await engine.Client.Containers.StartContainerAsync(id, null, Cancellation);

        var processes = await engine.Client.Containers.ListProcessesAsync(
            id,
            new ContainerListProcessesParameters { PsArgs = "-o pid,uid" },
            Cancellation
        );

        Assert.Equal(["PID", "UID"], processes.Titles!);
        Assert.Equal("1234", Assert.Single(processes.Processes!)[1]);
    }

    [Fact]
    public async Task Of_a_container_that_is_not_there_none_are()
    {
        await using var engine = await RealEngine.ConnectAsync();
        await Assert.ThrowsAsync<DockerContainerNotFoundException>(() =>
            engine.Client.Containers.ListProcessesAsync(
                $"slipway-test-{Guid.NewGuid():N}",
                new ContainerListProcessesParameters(),
                Cancellation
            )
        );
    }
}
