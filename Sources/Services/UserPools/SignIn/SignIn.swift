import Cryptography
import Kernel
import Storage
import UserPoolsModel
import Wire

typealias SRPValue = SecureRemotePassword.PublicValue

/// Signs users in: asks `SignInRules` what comes next, and does it.
///
/// A guess at a factor is counted before it is looked at; whatever a step changes (the spent session, the user, a
/// message, the tokens' family) is written in the one transaction that ends it.
struct SignIn: Sendable {
    let store: UserPoolStore
    let triggers: Triggers
    let passwords: Passwords
    let issuer: TokenIssuer
    let codes: CodeDelivery
    let refreshTokens: RefreshTokens

    var seal: SignInSeal { SignInSeal(vault: store.vault) }

    /// Begins a sign-in, or redeems a refresh token.
    func start(_ flow: String, _ request: SignInRequest) async throws -> SignInAnswer {
        let opening = try AuthFlowRules.check(flow, isAdmin: request.isAdmin, client: request.client)
        guard case .signIn(let flow) = opening else { return .tokens(try await refresh(request)) }
        let name = try request.required("USERNAME")
        try checkParameters(of: flow, request)
        try request.checkSecret(over: [name], vault: store.vault)
        if let session = request.session, flow == .choice {
            return try await resume(session, named: name, request)
        }
        guard request.session == nil else { throw Refusal.unsupported("Session in this flow") }
        let found = try await subject(named: name, migrating: flow == .password, request)
        let subject = disguised(found, named: name, flow: flow, request)
        try checkUnproved(subject, flow: flow, client: request.client)
        try await triggers.preAuthentication(
            context(subject.user, named: name, request, metadata: [:]), validationData: request.metadata,
            userNotFound: subject.user == nil)
        let state = state(of: flow, named: name, for: subject, request)
        switch flow {
        case .srp: return try await challengeSRP(state, subject, request)
        case .password:
            return try await prove(password: try request.required("PASSWORD"), of: subject, state, request)
        case .custom: return try await startCustom(state, subject, request)
        case .choice: return try await startChoice(state, subject, request)
        }
    }

    private func checkParameters(of flow: SignInState.Flow, _ request: SignInRequest) throws {
        switch flow {
        case .srp: _ = try request.clientValue()
        case .password: _ = try request.required("PASSWORD")
        case .custom where isSRPFirst(request): _ = try request.clientValue()
        case .custom, .choice: break
        }
    }

    /// Refuses users who cannot sign in whatever they prove, where callers may learn that they exist.
    private func checkUnproved(_ subject: Subject, flow: SignInState.Flow, client: StoredClient) throws {
        guard let user = subject.user, !client.hidesUsers else { return }
        guard user.isEnabled else { throw Refusal.disabled() }
        if flow == .custom { try SignInRules.admit(user) }
    }

    private func state(
        of flow: SignInState.Flow, named name: String, for subject: Subject, _ request: SignInRequest
    ) -> SignInState {
        SignInState(
            id: store.random.uuid(), pool: request.pool.id, client: request.client.id, user: subject.sub,
            standing: subject.user == nil ? .none : .user, name: name, username: subject.username, flow: flow,
            startedAt: request.now, expiresAt: expiry(request), device: request.parameters["DEVICE_KEY"],
            passwordMadeAt: subject.password?.createdAt ?? SignInState.noPassword, pending: .password)
    }

    /// When a step begun now is too old.
    func expiry(_ request: SignInRequest) -> Int64 {
        request.now + Int64(max(request.client.authSessionValidity, 3)) * 60_000
    }

    private func refresh(_ request: SignInRequest) async throws -> AuthenticationResultType {
        let token = try request.required("REFRESH_TOKEN")
        return try await refreshTokens.redeem(
            token, client: request.client, in: request.pool, deviceKey: request.parameters["DEVICE_KEY"],
            proof: .secretHash(request.parameters["SECRET_HASH"]), clientMetadata: request.metadata, call: request.call)
    }
}
