import Wire

extension Triggers {
    /// Asks what comes next. A pool without the trigger cannot sign in this way, and fails.
    func defineAuthChallenge(
        _ context: TriggerContext, session: [ChallengeResult], userNotFound: Bool
    ) async throws -> NextStep {
        let event = TriggerEvent(
            source: "DefineAuthChallenge_Authentication", context: context,
            request: [context.attributesMember, Self.member(session)] + context.metadataMembers
                + context.notFoundMembers(userNotFound),
            response: .unset("challengeName", "issueTokens", "failAuthentication"))
        guard let answer = try await invoker.ask(.defineAuthChallenge, event) else { return .fail }
        if try answer.boolean("failAuthentication") { return .fail }
        if try answer.boolean("issueTokens") { return .issueTokens }
        guard let name = try answer.text("challengeName"), !name.isEmpty else {
            throw TriggerAnswer.unrecognizable()
        }
        return .challenge(name)
    }

    /// Makes a challenge; an empty one where the pool has no such trigger.
    func createAuthChallenge(
        _ context: TriggerContext, challengeName: String, session: [ChallengeResult], userNotFound: Bool
    ) async throws -> CustomChallenge {
        let event = TriggerEvent(
            source: "CreateAuthChallenge_Authentication", context: context,
            request: [
                context.attributesMember, .init("challengeName", .string(challengeName)), Self.member(session),
            ] + context.metadataMembers + context.notFoundMembers(userNotFound),
            response: .unset("publicChallengeParameters", "privateChallengeParameters", "challengeMetadata"))
        guard let answer = try await invoker.ask(.createAuthChallenge, event) else { return CustomChallenge() }
        return CustomChallenge(
            publicParameters: try answer.strings("publicChallengeParameters") ?? [:],
            privateParameters: try answer.strings("privateChallengeParameters") ?? [:],
            metadata: try answer.text("challengeMetadata"))
    }

    /// Whether an answer is right; wrong where the pool has no such trigger, or the function did not say.
    func verifyAuthChallenge(
        _ context: TriggerContext, answer: String, privateParameters: [String: String], userNotFound: Bool
    ) async throws -> Bool {
        let event = TriggerEvent(
            source: "VerifyAuthChallengeResponse_Authentication", context: context,
            request: [
                context.attributesMember,
                .init("privateChallengeParameters", .strings(privateParameters)),
                .init("challengeAnswer", .string(answer)),
            ] + context.metadataMembers + context.notFoundMembers(userNotFound),
            response: .unset("answerCorrect"))
        return try await invoker.ask(.verifyAuthChallengeResponse, event)?.boolean("answerCorrect") ?? false
    }

    private static func member(_ session: [ChallengeResult]) -> Document.Member {
        let results = session.map { result in
            Document.object([
                .init("challengeName", .string(result.challengeName)),
                .init("challengeResult", .boolean(result.challengeResult)),
                .init("challengeMetadata", result.challengeMetadata.map { .string($0) } ?? .null),
            ])
        }
        return .init("session", .array(results))
    }
}
