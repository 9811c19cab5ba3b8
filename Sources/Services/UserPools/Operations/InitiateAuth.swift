import Kernel
import UserPoolsModel
import Wire

/// Begins a sign-in, or gives new tokens for a refresh token.
struct InitiateAuth: Operation {
    typealias Model = UserPoolsModel.InitiateAuth

    let signIn: SignIn

    func permissions(for input: Input, in call: Call) -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let (client, pool) = try await signIn.store.directory.client(input.clientId)
        try signIn.store.rates.check(
            .userAuthentication, pool: pool.id, client: client.id, weight: 1, at: call.time.milliseconds)
        let answer = try await signIn.start(
            input.authFlow.rawValue,
            SignInRequest(
                pool: pool, client: client, isAdmin: false, parameters: input.authParameters ?? [:],
                metadata: input.clientMetadata ?? [:], session: input.session, isAnswer: false, call: pool.call(call)))
        switch answer {
        case .tokens(let tokens):
            return Output(challengeParameters: [:], authenticationResult: tokens)
        case .challenge(let challenge):
            return Output(
                challengeName: ChallengeNameType(rawValue: challenge.name), session: challenge.session,
                challengeParameters: challenge.parameters,
                availableChallenges: challenge.available?.map(ChallengeNameType.init(rawValue:)))
        }
    }
}
