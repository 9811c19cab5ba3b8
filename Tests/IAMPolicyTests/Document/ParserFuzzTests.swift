import IAMPolicy
import Testing

/// Mutated documents never crash the parser nor take long, and what it accepts can be evaluated.
@Suite struct ParserFuzzTests {
    @Test("Random mutations of valid documents", .timeLimit(.minutes(1)), arguments: 0..<4)
    func mutations(_ part: Int) {
        var generator = ScenarioGenerator(random: SeededGenerator(seed: 42 + UInt64(part)))
        var accepted = 0
        for _ in 0..<2_000 {
            let isResource = generator.random.chance(40)
            var bytes = Array(generator.policy(withPrincipal: isResource).json.utf8)
            for _ in 0..<generator.random.pick([1, 1, 1, 2, 5, 20]) { mutate(&bytes, by: &generator.random) }
            let text = String(decoding: bytes, as: UTF8.self)
            let kinds: [PolicyDocument.Kind] =
                isResource ? [.resource, .resource, .trust] : [.inline, .identity, .session]
            guard let document = try? PolicyDocument(parsing: text, as: generator.random.pick(kinds)) else { continue }
            accepted += 1
            let policies = ApplicablePolicies(
                principal: PrincipalPolicies(identity: [NamedPolicy(name: "p", document: document)]),
                resource: ResourcePolicy(policy: NamedPolicy(name: "r", document: document))
            )
            _ = policies.simulation(of: AuthorizationRequest(generator.request()))
            _ = (document.contextKeys, document.principals, document.quotaLength)
        }
        #expect(accepted > 100, "nearly everything is refused at once: the mutations go no deeper than the JSON")
    }

    private static let fragments = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud83d", "${", "}", "*", "?", "'", "null", "1e9", "-", "\0",
        "é", "\"Sid\":\"a\",", "\"Effect\":\"Deny\",", "ForAnyValue:", "IfExists", "Not", "arn:", "::", "/33",
    ]

    private func mutate(_ bytes: inout [UInt8], by random: inout SeededGenerator) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        let rest = bytes.count - place
        switch random.pick([0, 1, 2, 3, 4]) {
        case 0: bytes.insert(contentsOf: random.pick(Self.fragments).utf8, at: place)
        case 1: bytes.removeSubrange(place..<place + min(rest, Int.random(in: 0...8, using: &random)))
        case 2 where rest > 0: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
        case 3:
            let length = min(rest, Int.random(in: 0...40, using: &random))
            bytes.insert(contentsOf: bytes[place..<place + length], at: place)
        default:
            guard rest > 1 else { return }
            bytes.swapAt(place, place + Int.random(in: 1..<rest, using: &random))
        }
    }
}
