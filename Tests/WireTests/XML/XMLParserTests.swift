import Testing

@testable import Wire

/// XML is where parsers are attacked: entities, depth, external documents.
struct XMLParserTests {
    @Test(arguments: [
        "", "a", "<a>", "<a></b>", "<a/><b/>", "<a b></a>", "<a b=c/>", "<a>&x;</a>", "<a>&#0;</a>", "<a>&#xD800;</a>",
        "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", "<a><![CDATA[x</a>", "<a><!-- x</a>", "</a>", "<a>&amp</a>",
        "<a b=\"<\"/>",
        "<a", "<a b=\"", "<?xml",
    ])
    func refusesMalformedText(text: String) {
        #expect(throws: WireFault.self) { try XMLParser.parse(Array(text.utf8)) }
    }

    @Test func refusesDeepNesting() {
        let text = String(repeating: "<a>", count: 100_000)
        #expect(throws: WireFault.tooDeep) { try XMLParser.parse(Array(text.utf8)) }
    }

    @Test func readsTextAttributesAndNamespaces() throws {
        let text = "<?xml version=\"1.0\"?><!-- c --><n:a x:b=\"1&#x9;&quot;\"> &lt;<![CDATA[<&]]>\r\n&#228;<b/></n:a>"
        let tree = try XMLParser.parse(Array(text.utf8))
        #expect(tree.elements[0].name == "a")
        #expect(tree.elements[0].text == " <<&\nä")
        #expect(tree.elements[0].attributes.map(\.name) == ["x:b"])
        #expect(tree.elements[0].attributes.map(\.value) == ["1\t\""])
        #expect(tree.children(of: 0).map { tree.elements[$0].name } == ["b"])
    }
}
