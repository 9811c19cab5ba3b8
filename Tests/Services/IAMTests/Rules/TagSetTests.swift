import Testing

@testable import ServiceIAM

/// Tags compare without case, keep the case they were given, and stay in order.
struct TagSetTests {
    @Test func laterTagsTakeThePlaceOfEarlierOnes() {
        var tags = TagSet()
        tags.set("Department", to: "finance")
        tags.set("a", to: "1")
        tags.set("Z", to: "2")
        tags.set("DEPARTMENT", to: "hr")
        #expect(tags.tags.map(\.key) == ["DEPARTMENT", "Z", "a"])
        #expect(tags.dictionary["DEPARTMENT"] == "hr")
        tags.remove("z")
        #expect(tags.count == 2)
    }
}
