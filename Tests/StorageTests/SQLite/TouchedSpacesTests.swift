import Testing

@testable import Storage

/// Which spaces a transaction changed: caches and workers go by it.
@Suite struct TouchedSpacesTests {
    /// Why: a space that is missed leaves a stale cache; names that continue each other must not be taken for one.
    @Test(
        arguments: [
            ([], []),
            ([Key(["a", 1]), Key(["a", 2]), Key(["a"])], ["a"]),
            ([Key(["ab", 1]), Key(["a", 1]), Key(["abc"])], ["ab", "a", "abc"]),
            ([Key([]), Key(["a"]), Key([1])], ["a", ""]),
            ([Key([.string("")]), Key(["a"])], ["", "a"]),
            ([Key([.bytes([1])]), Key([1, "a"])], [""]),
        ] as [([Key], [String])])
    func areNamedOnce(keys: [Key], names: [String]) {
        var touched = TouchedSpaces()
        for key in keys { touched.insert(key) }
        #expect(touched.names == names)
        #expect(Set(touched.names) == Set(keys.map(\.space)))
    }
}
