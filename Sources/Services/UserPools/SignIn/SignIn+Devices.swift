import Cryptography
import Kernel
import Storage
import UserPoolsModel
import Wire

extension SignIn {
    /// The confirmed device that the caller named; `nil` where the pool remembers none or none was named. One that is
    /// not there any more is refused in the words by which clients know that they must forget it.
    func device(of progress: Progress) async throws -> StoredDevice? {
        guard progress.request.pool.settings.devices != nil, let key = progress.state.device else { return nil }
        let user = progress.user
        guard let device = try await store.read({ try Devices.get(key, of: user, $0) }) else {
            throw Refusal.noDevice()
        }
        return device
    }

    /// Asks the device to prove itself. The step is kept too, since some clients answer without its session.
    func challengeDevice(_ progress: Progress) async throws -> SignInAnswer {
        let request = progress.request
        let state = next(after: progress.state, .deviceSRP, request)
        let key = state.device ?? ""
        let session = try seal.session(for: state, in: request.pool)
        let step = try seal.keep(state, as: Self.stepID(of: key, user: state.user), in: request.pool)
        try await settle(progress, Outcome(session: session, deviceStep: step))
        return .challenge(
            .init(
                name: "DEVICE_SRP_AUTH", parameters: ["DEVICE_KEY": key, "USERNAME": state.username],
                session: session.text, available: progress.available))
    }

    private static func stepID(of key: String, user: String) -> String { "device/\(user)/\(key)" }

    /// Answers `DEVICE_SRP_AUTH`.
    func respondDeviceSRP(_ request: SignInRequest) async throws -> SignInAnswer {
        let name = try request.required("USERNAME")
        let key = try request.required("DEVICE_KEY")
        let value = try request.clientValue()
        let state = try await deviceStep(named: name, key: key, request)
        guard state.pending == .deviceSRP, state.device == key else { throw Refusal.foreignSession() }
        guard let user = try await subject(of: state, request).user else { throw Refusal.wrongCredentials() }
        let device = try await store.read { try Devices.get(key, of: user, $0) }
        guard let device, let verifier = try device.secretVerifier(store.vault) else { throw Refusal.noDevice() }
        let verifierStep = next(after: state, .deviceVerifier, request)
        let (block, server) = try exchange(value, verifier: verifier, state: verifierStep)
        let session = try seal.session(for: verifierStep, in: request.pool)
        try await settle(
            Progress(request: request, state: state, user: user, answered: state), Outcome(session: session))
        let parameters = [
            "SALT": verifier.saltHexadecimal, "SECRET_BLOCK": block, "SRP_B": server.hexadecimal,
            "DEVICE_KEY": key, "USERNAME": state.username,
        ]
        return .challenge(
            .init(name: "DEVICE_PASSWORD_VERIFIER", parameters: parameters, session: session.text, available: nil))
    }

    /// The step by its session, or by user and device where no session came.
    private func deviceStep(named name: String, key: String, _ request: SignInRequest) async throws -> SignInState {
        if request.session != nil { return try await answered("DEVICE_SRP_AUTH", request).0 }
        let pool = request.pool
        let seal = seal
        let state = try await store.read { transaction -> SignInState in
            guard let user = try UserLookup.find(name, in: pool, transaction) else { throw Refusal.foreignSession() }
            let id = Self.stepID(of: key, user: user.sub)
            guard let kept = try KeptSessions.get(id, in: pool, transaction) else { throw Refusal.foreignSession() }
            let state = try seal.open(kept, at: request.now)
            guard try !SpentSessions.contains(state, in: pool, transaction) else { throw Refusal.spentSession() }
            return state
        }
        try checkBinding(of: state, request)
        try await checkName(name, means: state, request)
        return state
    }

    /// Answers `DEVICE_PASSWORD_VERIFIER`. The block is spent by one answer, be it right or wrong.
    func respondDeviceVerifier(_ request: SignInRequest) async throws -> SignInAnswer {
        let name = try request.required("USERNAME")
        let (exchange, proof) = try openProof(request)
        let state = exchange.state
        guard state.pending == .deviceVerifier, let key = state.device,
            request.parameters["DEVICE_KEY"] ?? key == key
        else { throw Refusal.foreignSession() }
        try checkBinding(of: state, request)
        try await checkName(name, means: state, request)
        guard let user = try await subject(of: state, request).user else { throw Refusal.wrongCredentials() }
        return try await attempting(as: state.user, spending: state, in: request.pool, at: request.now) { ticket in
            let device = try await store.read { try Devices.get(key, of: user, $0) }
            guard let device, let verifier = try device.secretVerifier(store.vault) else { throw Refusal.noDevice() }
            guard try proof.isRight(exchange, verifier: verifier, pool: device.groupKey, user: device.key) else {
                throw WrongGuess(answer: Refusal.wrongCredentials())
            }
            try SignInRules.admit(user)
            return try await advance(
                Progress(request: request, state: state.proving(.device), user: user, ticket: ticket))
        }
    }
}

extension StoredDevice {
    /// What the device's SRP is answered from; `nil` only where the record was tampered with.
    func secretVerifier(_ vault: Vault) throws -> SecureRemotePassword.Verifier? {
        guard let salt = Hexadecimal.bytes(salt) else { return nil }
        return SecureRemotePassword.Verifier(
            salt: salt, value: try vault.open(verifier, for: Self.verifierContext(key)))
    }
}
