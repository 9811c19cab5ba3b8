import Foundation
import IAMPolicy
import Testing

/// Two evaluators that share no code agree on 100,000 random pairs of policies and requests.
@Suite struct AgreementTests {
    static let parts = 4
    static let scenariosPerPart = 1_250
    static let requestsPerScenario = 20

    /// A fixed seed, and a second one from the environment for runs that look further.
    static let seeds: [UInt64] =
        [2_012_1017] + (ProcessInfo.processInfo.environment["MARTLET_SEED"].flatMap { UInt64($0) }.map { [$0] } ?? [])

    @Test("Both decide alike", arguments: seeds, 0..<parts)
    func agree(_ seed: UInt64, _ part: Int) throws {
        print("IAMPolicy agreement: MARTLET_SEED=\(seed), part \(part)")
        var generator = ScenarioGenerator(random: SeededGenerator(seed: seed &+ UInt64(part) &* 7_919))
        var counts: [OracleEvaluator.Outcome: Int] = [:]
        for number in 0..<Self.scenariosPerPart {
            let scenario = try Scenario(from: &generator)
            for _ in 0..<Self.requestsPerScenario {
                let request = generator.request()
                let expected = scenario.oracle.outcome(of: request)
                let decision = scenario.policies.decision(on: AuthorizationRequest(request))
                counts[expected, default: 0] += 1
                guard decision.outcome != expected else { continue }
                Issue.record(
                    "scenario \(number): oracle \(expected), evaluator \(decision.reason)\n\(request)\n\(scenario.oracle.text)"
                )
                return
            }
        }
        let total = Self.scenariosPerPart * Self.requestsPerScenario
        print("IAMPolicy agreement: \(counts)")
        for outcome in [OracleEvaluator.Outcome.allow, .explicitDeny, .implicitDeny] {
            #expect(counts[outcome, default: 0] * 100 >= total * 8, "\(outcome) is too rare to mean anything")
        }
    }
}

extension Decision {
    fileprivate var outcome: OracleEvaluator.Outcome {
        switch reason {
        case .allowed, .allowedToRoot: .allow
        case .explicitDeny: .explicitDeny
        case .noAllow: .implicitDeny
        }
    }
}

extension OracleEvaluator {
    /// All policies, for the report of a disagreement.
    fileprivate var text: String {
        """
        identity \(identity.map(\.json))
        boundary \(boundary?.json ?? "-")
        session \(session.map { "\($0.map(\.json))" } ?? "-")
        resource \(resource?.json ?? "-") required \(isRequired)
        """
    }
}
