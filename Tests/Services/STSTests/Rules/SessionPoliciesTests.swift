import Kernel
import STSModel
import Testing
import Wire

@testable import ServiceSTS

/// A session policy that is dropped or misread gives a session more than its maker meant.
struct SessionPoliciesTests {
    private static func policies(_ policy: String? = nil, _ arns: [String] = []) throws -> SessionPolicies {
        try SessionPolicies(policy: policy, arns: arns.map { .init(arn: $0) }, in: Fixture.account)
    }

    @Test("Managed policies are AWS's own or the account's")
    func arns() async throws {
        let good = ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::111122223333:policy/app/own"]
        #expect(try Self.policies(nil, good).arns == good)
        for arn in [
            "arn:aws:iam::000000000042:policy/x", "arn:aws:iam::111122223333:role/x", "nonsense-of-twenty-letters",
        ] {
            let text = await refusal { _ = try Self.policies(nil, [arn]) }
            #expect(text == "400 ValidationError: ARN \(arn) is not valid.")
        }
        let many = await refusal { _ = try Self.policies(nil, Array(repeating: good[0], count: 11)) }
        #expect(many?.hasSuffix("Member must have length less than or equal to 10") == true)
    }

    @Test("White space costs nothing; everything else does, up to the whole room")
    func packing() async throws {
        let policy = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#
        let spaced = policy.replacing(",", with: ",\n      ")
        #expect(try Self.policies(policy).packedSize() == 3 && Self.policies(spaced).packedSize() == 3)
        #expect(try Self.policies().packedSize() == nil)
        let tags = (0..<16).map { SessionTags.Tag(key: "key-\($0)", value: String(repeating: "v", count: 250)) }
        #expect(try Self.policies().packedSize(with: .init(passing: tags, transitive: [])) == 100)
        let more = tags + [.init(key: "more", value: String(repeating: "v", count: 50))]
        let text = await refusal { _ = try Self.policies().packedSize(with: .init(passing: more, transitive: [])) }
        #expect(text == "400 PackedPolicyTooLarge: Packed size of session tags consumes 102% of allotted space.")
        let both = await refusal {
            _ = try Self.policies(policy).packedSize(with: .init(passing: more, transitive: []))
        }
        #expect(
            both
                == "400 PackedPolicyTooLarge: Packed policy consumes 104% of allotted space, please use smaller policy."
        )
    }
}
