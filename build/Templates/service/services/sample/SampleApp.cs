using ServiceDefaults;

namespace Sample;

/// <summary>The service: its endpoints and what they need.</summary>
public static class SampleApp
{
    /// <summary>The service, ready to run.</summary>
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.AddServiceDefaults();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapGet("/sample/{id:int:min(1)}", (int id) => new Item(id, $"Item {id}"));
        return app;
    }
}

/// <summary>The response of the service.</summary>
internal sealed record Item(int Id, string Title);
