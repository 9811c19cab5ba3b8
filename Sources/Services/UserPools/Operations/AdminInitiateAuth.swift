import Kernel
import UserPoolsModel
import Wire

/// Begins a sign-in for an administrator's server.
///
/// `InitiateAuth` does the same for apps, without the flows whose names begin with `ADMIN`.
struct AdminInitiateAuth: Operation {
    typealias Model = UserPoolsModel.AdminInitiateAuth

    let signIn: SignIn

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await signIn.store.permission("cognito-idp:AdminInitiateAuth", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await signIn.store.directory.pool(input.userPoolId, in: call)
        let client = try await signIn.store.directory.client(input.clientId, of: pool)
        try signIn.store.rates.check(
            .userAuthentication, pool: pool.id, client: client.id, weight: 1, at: call.time.milliseconds)
        let answer = try await signIn.start(
            input.authFlow.rawValue,
            SignInRequest(
                pool: pool, client: client, isAdmin: true, parameters: input.authParameters ?? [:],
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
