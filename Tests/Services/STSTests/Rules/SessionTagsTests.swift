import Kernel
import Testing
import Wire

@testable import ServiceSTS

/// Tags decide what a session may do, so nobody may set one twice or slip one past its owner.
struct SessionTagsTests {
    private static func tags(_ names: String...) -> [SessionTags.Tag] {
        names.map { .init(key: $0, value: "1") }
    }

    private static let cases: [([SessionTags.Tag], [String], String?)] = [
        (tags("a", "b"), ["A"], nil), ([], [], nil),
        (tags("a", "A"), [], "Duplicate tag keys found. Please note that Tag keys are case insensitive."),
        (tags("a"), ["b"], "The specified transitive tag key must be included in the requested tags."),
        (tags("aws:x"), [], "Tag keys that begin with aws: are reserved for system use."),
        ((0..<51).map { .init(key: "k\($0)", value: "") }, [], "The session has more than 50 tags."),
    ]

    @Test("What AWS refuses", arguments: cases)
    func refused(given: [SessionTags.Tag], transitive: [String], message: String?) async {
        let text = await refusal { _ = try SessionTags(passing: given, transitive: transitive) }
        #expect(text == message.map { "400 InvalidParameterValue: \($0)" })
    }

    @Test("Policies see every tag, the keys in order, and which are handed down")
    func context() throws {
        let tags = try SessionTags(passing: Self.tags("b", "a"), transitive: ["b"])
        #expect(
            tags.context == [
                "aws:RequestTag/a": ["1"], "aws:RequestTag/b": ["1"], "aws:TagKeys": ["a", "b"],
                "sts:TransitiveTagKeys": ["b"],
            ])
        #expect(SessionTags.none.context.isEmpty)
    }
}
