using Slipway.Services.Templates;

namespace Slipway.Tests.Services.Templates;

public class SolutionEditTests
{
    [Fact]
    public void Projects_are_added_to_the_folder_of_their_first_directory() =>
        Assert.Equal(
            """
            <Solution>
              <!-- Ours. -->
              <Folder Name="/services/">
                <Project Path="services/one/One.csproj" />
                <Project Path="services/orders/Orders.csproj" />
              </Folder>
              <Folder Name="/tests/">
                <Project Path="tests/Services/Orders.Tests/Orders.Tests.csproj" />
              </Folder>
            </Solution>

            """.ReplaceLineEndings("\n"),
            SolutionEdit.Add(
                """
                <Solution>
                  <!-- Ours. -->
                  <Folder Name="/services/">
                    <Project Path="services/one/One.csproj" />
                  </Folder>
                </Solution>

                """.ReplaceLineEndings("\n"),
                ["services/orders/Orders.csproj", "tests/Services/Orders.Tests/Orders.Tests.csproj"]
            )
        );
}
