import Storage
import Wire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Turns states into `Session` texts and secret blocks, and back.
struct SignInSeal: Sendable {
    /// What travels: the state itself, or where it is kept.
    private enum Letter: Codable {
        case whole(SignInState)
        case kept(String)
    }

    /// A session text, and what must be stored before it is given out.
    struct Session: Sendable {
        let text: String
        let kept: KeptSession?

        func store(in transaction: any WriteTransaction) throws {
            if let kept { try KeptSessions.records.put(kept, in: transaction) }
        }
    }

    static let context = "cognito-idp/sign-in"
    private static let blockContext = "cognito-idp/sign-in/secret-block"
    /// The model's limit for `Session`, in characters.
    private static let longest = 2048

    let vault: Vault

    func session(for state: SignInState, in pool: StoredPool) throws -> Session {
        let text = try seal(Letter.whole(state), for: Self.context)
        guard text.utf8.count > Self.longest else { return Session(text: text, kept: nil) }
        return Session(
            text: try seal(Letter.kept(state.id), for: Self.context), kept: try keep(state, as: state.id, in: pool))
    }

    /// A state to be stored under a name.
    func keep(_ state: SignInState, as id: String, in pool: StoredPool) throws -> KeptSession {
        KeptSession(
            pool: pool.id, account: pool.account, id: id,
            state: try vault.seal(Array(JSONEncoder().encode(state)), for: Self.context), expiresAt: state.expiresAt)
    }

    /// Opens a session text; refuses what was not sealed here, and what is too old.
    func open(_ text: String, at milliseconds: Int64, _ transaction: any ReadTransaction) throws -> SignInState {
        let state: SignInState
        switch try open(Letter.self, text, for: Self.context) {
        case .whole(let whole): state = whole
        case .kept(let id):
            guard let kept = try KeptSessions.records.find("id", [.string(id)], in: transaction) else {
                throw Refusal.expiredSession()
            }
            return try open(kept, at: milliseconds)
        }
        guard milliseconds < state.expiresAt else { throw Refusal.expiredSession() }
        return state
    }

    /// Opens a kept state; refuses one that is too old.
    func open(_ kept: KeptSession, at milliseconds: Int64) throws -> SignInState {
        guard milliseconds < kept.expiresAt else { throw Refusal.expiredSession() }
        let bytes = try vault.open(kept.state, for: Self.context)
        return try JSONDecoder().decode(SignInState.self, from: Data(bytes))
    }

    /// A secret block: base 64, over whose bytes the client signs.
    func block(for exchange: ProofExchange) throws -> String {
        try seal(exchange, for: Self.blockContext)
    }

    func openBlock(_ text: String, at milliseconds: Int64) throws -> ProofExchange {
        let exchange = try open(ProofExchange.self, text, for: Self.blockContext)
        guard milliseconds < exchange.state.expiresAt else { throw Refusal.expiredSession() }
        return exchange
    }

    /// What is as long inside must be as long sealed: nothing is escaped that need not be.
    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return encoder
    }()

    private func seal(_ value: some Encodable, for context: String) throws -> String {
        let sealed = try vault.seal(Array(Self.encoder.encode(value)), for: context)
        return String(decoding: Base64.encode(sealed.bytes), as: UTF8.self)
    }

    private func open<Value: Decodable>(_ type: Value.Type, _ text: String, for context: String) throws -> Value {
        guard let bytes = Base64.decode(text.utf8) else { throw Refusal.foreignSession() }
        do {
            let opened = try vault.open(Sealed(bytes: bytes), for: context)
            return try JSONDecoder().decode(type, from: Data(opened))
        } catch {
            throw Refusal.foreignSession()
        }
    }
}

/// What the server must remember between the two steps of SRP.
struct ProofExchange: Codable, Hashable, Sendable {
    /// The client's A and the server's B, in hexadecimal.
    let clientValue: String
    let serverValue: String
    /// The server's b.
    let secret: Data
    /// The step that this is, `passwordVerifier` or `deviceVerifier`.
    let state: SignInState
}
