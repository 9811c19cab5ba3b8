import Kernel
import Storage
import UserPoolsModel
import Wire

/// A step that succeeded, and what it changes.
struct Progress: Sendable {
    let request: SignInRequest
    /// With what was just proved.
    var state: SignInState
    /// As the step changes the user.
    var user: StoredUser
    /// The guess that was right.
    var ticket: Lockout.Ticket?
    /// The step that was answered, spent with the outcome.
    var answered: SignInState?
    /// The same change, made again on the user as the last transaction finds them; refuses what no longer fits.
    var edit: @Sendable (inout StoredUser) throws -> Void = { _ in }
    /// What else is written.
    var write: @Sendable (any WriteTransaction) throws -> Void = { _ in }
    /// Kept in place of a message to somebody who does not exist.
    var decoy: StoredDecoyMessage?
    /// Answered beside the next challenge.
    var available: [String]?

    /// Adds a finished step to what `DefineAuthChallenge` is told.
    mutating func note(_ challenge: String, isRight: Bool = true, metadata: String? = nil) {
        state.history.append(
            Triggers.ChallengeResult(
                challengeName: challenge, challengeResult: isRight, challengeMetadata: metadata))
    }
}

extension SignIn {
    /// What must be written when a step ends, besides what the step itself changes.
    struct Outcome: Sendable {
        var session: SignInSeal.Session?
        var message: CodeDelivery.Prepared?
        var tokens: IssuedTokens?
        /// A device step that clients may answer without its session.
        var deviceStep: KeptSession?

        /// Whether nothing of it must be stored.
        var isEmpty: Bool { session?.kept == nil && message == nil && tokens == nil && deviceStep == nil }
    }

    /// Goes on after a proof: to the next challenge, or to tokens.
    func advance(_ progress: Progress) async throws -> SignInAnswer {
        let state = progress.state
        let mustReplacePassword = progress.user.status == .forceChangePassword && state.has(.password)
        if state.flow == .custom, !mustReplacePassword { return try await askFunctions(progress) }
        let device = try await device(of: progress)
        switch SignInRules.next(after: state, user: progress.user, pool: progress.request.pool, device: device) {
        case .newPassword: return try await challengeNewPassword(progress)
        case .secondFactor(let kind): return try await challenge(kind, progress)
        case .mfaChoice(let kinds):
            let names = kinds.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
            return try await challenge(
                .mfaChoice(kinds), ["MFAS_CAN_CHOOSE": "[\(names)]", "USER_ID_FOR_SRP": state.username], progress)
        case .mfaSetup(let kinds):
            let names = kinds.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
            return try await challenge(
                .mfaSetup(MFASetup(kinds: kinds)),
                ["MFAS_CAN_SETUP": "[\(names)]", "USER_ID_FOR_SRP": state.username], progress)
        case .deviceSRP: return try await challengeDevice(progress)
        case .tokens: return try await finish(progress, device: device)
        }
    }

    /// Asks the next challenge in a new session.
    func challenge(
        _ pending: PendingChallenge, _ parameters: [String: String], _ progress: Progress,
        message: CodeDelivery.Prepared? = nil
    ) async throws -> SignInAnswer {
        let request = progress.request
        let state = next(after: progress.state, pending, request)
        let session = try seal.session(for: state, in: request.pool)
        try await settle(progress, Outcome(session: session, message: message))
        return .challenge(
            .init(
                name: pending.name, parameters: parameters, session: session.text, available: progress.available))
    }

    /// The state of a new step.
    func next(after state: SignInState, _ pending: PendingChallenge, _ request: SignInRequest) -> SignInState {
        var state = state
        state.id = store.random.uuid()
        state.expiresAt = expiry(request)
        state.pending = pending
        return state
    }

    /// Gives tokens: `PostAuthentication`, `PreTokenGeneration`, then the transaction that makes them count.
    func finish(_ progress: Progress, device: StoredDevice?) async throws -> SignInAnswer {
        let request = progress.request
        let state = progress.state
        let pool = request.pool
        let isNewDevice = pool.settings.devices != nil && state.device == nil
        try await triggers.postAuthentication(
            context(progress.user, named: state.name, request, metadata: request.triggerMetadata),
            newDeviceUsed: isNewDevice)
        let occasion: ProvedSignIn.Occasion =
            state.hasNewPassword ? .newPassword : state.has(.device) ? .device : .authentication
        let proved = ProvedSignIn(
            user: progress.user, pool: pool, client: request.client, occasion: occasion,
            deviceKey: state.has(.device) ? device?.key : nil,
            newDevice: isNewDevice ? DeviceKeys.draw(in: pool, vault: store.vault, random: store.random) : nil,
            clientMetadata: request.triggerMetadata)
        let tokens = try await issuer.issue(proved, in: request.call)
        try await settle(progress, Outcome(tokens: tokens))
        return .tokens(tokens.result)
    }

    /// Writes all that a step ends with, or nothing.
    func settle(_ progress: Progress, _ outcome: Outcome) async throws {
        let pool = progress.request.pool
        let now = progress.request.now
        let isFree =
            progress.answered == nil && progress.ticket == nil && progress.decoy == nil && outcome.isEmpty
        guard !isFree else { return }
        let shadow = store.shadow
        try await store.write { transaction in
            if let answered = progress.answered { try SpentSessions.spend(answered, in: pool, transaction) }
            if let ticket = progress.ticket { try Lockout.giveBack(ticket, transaction) }
            try outcome.session?.store(in: transaction)
            try outcome.message?.post(in: transaction)
            if let step = outcome.deviceStep { try KeptSessions.records.put(step, in: transaction) }
            if let decoy = progress.decoy { try DecoyMessages.records.put(decoy, in: transaction) }
            guard var user = try Users.find(sub: progress.state.user, in: pool, transaction) else {
                guard progress.state.isStranger else { throw Refusal.wrongCredentials() }
                // An index would have led to a record, which would have been read.
                _ = try Users.get(progress.state.user, in: pool, transaction)
                return try shadow.readUser()
            }
            guard user.isEnabled else { throw Refusal.disabled() }
            let before = user
            try progress.edit(&user)
            if user != before {
                user.modifiedAt = now
                user.aliases = AliasRules.aliases(of: user, in: pool)
                try AliasRules.replace(user, in: pool, at: now, transaction)
            }
            try progress.write(transaction)
            guard let tokens = outcome.tokens else { return }
            try tokens.store(in: transaction)
            try Lockout.clear(user, transaction)
            try noteDevice(progress, user, transaction)
        }
    }

    /// Notes that a device took part in a sign-in.
    private func noteDevice(
        _ progress: Progress, _ user: StoredUser, _ transaction: any WriteTransaction
    ) throws {
        guard progress.state.has(.device), let key = progress.state.device else { return }
        guard var device = try Devices.get(key, of: user, transaction) else { throw Refusal.noDevice() }
        device.authenticatedAt = progress.request.now
        device.lastAddress = progress.request.call.source.address
        try Devices.records.put(device, in: transaction)
    }
}
