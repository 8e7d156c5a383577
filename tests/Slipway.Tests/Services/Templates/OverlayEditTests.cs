using Slipway.Services.Templates;

namespace Slipway.Tests.Services.Templates;

public class OverlayEditTests
{
    [Fact]
    public void Base_and_replicas_are_added_and_every_comment_and_line_stays() =>
        Kustomization(
            """
            # The overlay.
            kind: Kustomization
            resources:
              - ../../base/one # the first
              - ../../base/two
              # Not a service.
              - ingress.yaml
            # Two of each.
            replicas:
              - name: one
                count: 3
              - name: two
                count: 2 # enough
            patches: []
            """,
            """
            # The overlay.
            kind: Kustomization
            resources:
              - ../../base/one # the first
              - ../../base/two
              - ../../base/orders
              # Not a service.
              - ingress.yaml
            # Two of each.
            replicas:
              - name: one
                count: 3
              - name: two
                count: 2 # enough
              - name: orders
                count: 2
            patches: []
            """
        );

    [Fact]
    public void Lists_without_indentation_stay_so() =>
        Kustomization(
            "resources:\n- ../../base/one\nreplicas:\n- count: 4\n  name: one\n",
            "resources:\n- ../../base/one\n- ../../base/orders\nreplicas:\n- count: 4\n  name: one\n- name: orders\n  count: 4\n"
        );

    [Fact]
    public void Lists_in_brackets_stay_so() =>
        Kustomization(
            "resources: [../../base/one, ingress.yaml]\nreplicas: [{ name: one, count: 1 }]\n",
            "resources: [../../base/one, ../../base/orders, ingress.yaml]\n"
                + "replicas: [{ name: one, count: 1 }, { name: orders, count: 1 }]\n"
        );

    [Fact]
    public void An_item_that_is_in_braces_over_several_lines_stays_whole() =>
        Kustomization(
            "resources: [../../base/one]\nreplicas:\n  - { name: one,\n      count: 2\n    }\n",
            "resources: [../../base/one, ../../base/orders]\nreplicas:\n  - { name: one,\n      count: 2\n    }\n"
                + "  - name: orders\n    count: 2\n"
        );

    [Theory]
    [InlineData("", "resources:\n  - ../../base/orders\n")]
    [InlineData("resources: []\n", "resources: [../../base/orders]\n")]
    [InlineData(
        "resources:\nkind: Kustomization\n",
        "resources:\n  - ../../base/orders\nkind: Kustomization\n"
    )]
    [InlineData("kind: Kustomization", "kind: Kustomization\nresources:\n  - ../../base/orders\n")]
    [InlineData("kind: Kustomization\n", "kind: Kustomization\nresources:\n  - ../../base/orders\n")]
    [InlineData("resources:\n  - a.yaml", "resources:\n  - a.yaml\n  - ../../base/orders\n")]
    [InlineData("resources:\r\n  - a.yaml\r\n", "resources:\r\n  - a.yaml\r\n  - ../../base/orders\r\n")]
    public void A_list_that_is_empty_or_missing_is_begun(string before, string after) =>
        Kustomization(before, after);

    [Theory]
    [InlineData("resources:\n  - ../../base/orders\n")]
    [InlineData("resources:\n  - ../staging\n")]
    public void An_overlay_that_has_it_or_gets_it_from_another_overlay_is_unchanged(string text) =>
        Kustomization(text, text);

    [Fact]
    public void A_path_is_added_where_canaries_get_made_up_requests() =>
        Assert.Equal(
            """
            canary:
              traffic:
                rate: 20
                paths:
                  one: /one
                  # The last one.
                  two: /two
                  orders: /orders/1
            slo: {}
            """.ReplaceLineEndings("\n"),
            OverlayEdit.Environment(
                """
                canary:
                  traffic:
                    rate: 20
                    paths:
                      one: /one
                      # The last one.
                      two: /two
                slo: {}
                """.ReplaceLineEndings("\n"),
                "orders",
                "/orders/1"
            )
        );

    [Theory]
    [InlineData("canary:\n  steps: [25]\n")]
    [InlineData("canary:\n  traffic:\n    paths:\n      orders: /x\n")]
    [InlineData("")]
    public void No_path_is_added_elsewhere(string text) =>
        Assert.Equal(text, OverlayEdit.Environment(text, "orders", "/orders/1"));

    private static void Kustomization(string before, string after) =>
        Assert.Equal(after, OverlayEdit.Kustomization(before, "orders"));
}
