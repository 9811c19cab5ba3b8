import Kernel
import UserPoolsModel
import Wire

/// Takes the answer to a challenge, and asks the next or gives tokens.
struct RespondToAuthChallenge: Operation {
    typealias Model = UserPoolsModel.RespondToAuthChallenge

    let signIn: SignIn

    func permissions(for input: Input, in call: Call) -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let (client, pool) = try await signIn.store.directory.client(input.clientId)
        try signIn.store.rates.check(
            .userAuthentication, pool: pool.id, client: client.id, weight: 3, at: call.time.milliseconds)
        let answer = try await signIn.respond(
            input.challengeName.rawValue,
            SignInRequest(
                pool: pool, client: client, isAdmin: false, parameters: input.challengeResponses ?? [:],
                metadata: input.clientMetadata ?? [:], session: input.session, isAnswer: true, call: pool.call(call)))
        switch answer {
        case .tokens(let tokens):
            return Output(challengeParameters: [:], authenticationResult: tokens)
        case .challenge(let challenge):
            return Output(
                challengeName: ChallengeNameType(rawValue: challenge.name), session: challenge.session,
                challengeParameters: challenge.parameters)
        }
    }
}
