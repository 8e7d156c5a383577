using LocalCluster.Schema;
using LocalCluster.SchemaTables;

namespace LocalCluster.Tests.Schema;

/// <summary>The tool that writes the field tables from the Go source of Kubernetes.</summary>
public sealed class SchemaTableTests
{
    private const string Go = """
        package v1

        import (
        	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
        	"k8s.io/apimachinery/pkg/util/intstr"
        )

        // Shop sells things. It is open by day.
        type Shop struct {
        	metav1.TypeMeta `json:",inline"`
        	// What is for sale.
        	// +listType=map
        	// +listMapKey=name
        	// +listMapKey=size
        	Items []Item `json:"items,omitempty" patchStrategy:"merge" patchMergeKey:"name" protobuf:"bytes,1,rep,name=items"`
        	// +optional
        	Limit *int32 `json:"limit,omitempty" protobuf:"varint,2,opt,name=limit"`
        	Door  Door   `json:"door" protobuf:"bytes,3,opt,name=door"`
        	Place `json:",inline" protobuf:"bytes,4,opt,name=place"`
        	// +mapType=atomic
        	Labels map[string]Word `json:"labels,omitempty" protobuf:"bytes,5,rep,name=labels"`
        	Opened metav1.Time `json:"opened,omitempty" protobuf:"bytes,6,opt,name=opened"`
        }

        // Item is one of the things.
        // +structType=atomic
        type Item struct {
        	Name Word `json:"name" protobuf:"bytes,1,opt,name=name"`
        	Size intstr.IntOrString `json:"size,omitempty" protobuf:"bytes,2,opt,name=size"`
        }

        type Word string

        type Place struct {
        	Street string `json:"street,omitempty" protobuf:"bytes,1,opt,name=street"`
        }

        type Door struct{}
        """;

    private const string Table = """
        # Kept.
        package io.k8s.api.shops.v1

        kind shops/v1 Shop shops short=sh
        Shop: Sells things here.
          gone:string
        """;

    private static (string Types, string Numbers) Written(string go, string overrides = "")
    {
        using var folder = new TemporaryFolder();
        var package = Directory.CreateDirectory(Path.Combine(folder.Path, "api", "shops", "v1"));
        File.WriteAllText(Path.Combine(package.FullName, "types.go"), go);
        var source = new GoSource(folder.Path);
        var writer = new TableWriter(source, new FieldText(source, new Overrides(overrides)));
        var types = writer.Write(new Dictionary<string, string> { ["shops.types"] = Table })["shops.types"];
        return (types, writer.Numbers());
    }

    [Fact]
    public void Fields_come_from_the_source_and_kinds_and_descriptions_stay() =>
        Assert.Equal(
            """
            # Kept.
            package io.k8s.api.shops.v1

            kind shops/v1 Shop shops short=sh
            Shop: Sells things here.
              apiVersion:string kind:string items:[Item]@name,size limit:int32? door!:Door^ street:string
              labels:{string}# opened:time^
            Item#: Item is one of the things.
              name!:string size:intstr^
            Door:

            """,
            Written(Go).Types
        );

    [Fact]
    public void Numbers_come_from_the_source_and_lead_into_inlined_structs() =>
        Assert.EndsWith(
            """
            io.k8s.api.shops.v1.Item name=1 size=2
            io.k8s.api.shops.v1.Shop items=1 limit=2 door=3 street=4.1 labels=5 opened=6

            """,
            Written(Go).Numbers
        );

    [Fact]
    public void An_override_stands_in_place_of_the_source() =>
        Assert.Contains(" limit!:int64 door!:any ", Written(Go, "Shop.limit !:int64\nDoor.* :any").Types);

    [Fact]
    public void A_field_that_a_new_version_brings_is_read_from_the_written_table()
    {
        var newer = Go.Replace("Street string", "Floor *string `json:\"floor,omitempty\"`\n\tStreet string");
        var shop = TypeFileReader
            .Read(Written(newer).Types)
            .Single(e => e is { Name: "Shop", KindWords: null });
        Assert.Contains("floor:string?", shop.Fields);
    }

    [Fact]
    public void A_type_that_is_gone_is_named_with_what_to_do()
    {
        var refused = Assert.Throws<InvalidDataException>(() =>
            Written(Go.Replace("type Shop ", "type Market "))
        );
        Assert.Contains("Shop", refused.Message);
        Assert.Contains("*.types", refused.Message);
    }
}
