import IAMPolicy
import Kernel
import OpenIDConnect
import Storage
import Wire

@testable import ServiceSTS

/// A server's worth of STS with nothing behind it, and callers of every kind.
struct Fixture {
    static let account = AccountID.test("111122223333")
    static let otherAccount = AccountID.test("000000000042")
    static let now = Timestamp(seconds: 1_800_000_000)
    static let alice = UserPrincipal(
        account: account, name: "alice", path: "/staff/", id: "AIDAALICEALICEALICEAL",
        accessKeyID: "AKIAALICEALICEALICE2")

    let accounts = FixedAccounts()
    let vault = Vault(masterKey: [UInt8](repeating: 7, count: 32))
    let tokens: SessionTokens
    let messages: AuthorizationMessages

    init() {
        tokens = SessionTokens(vault: vault, random: SeededRandom())
        messages = AuthorizationMessages(vault: vault)
    }

    var assumeRole: AssumeRole {
        AssumeRole(
            roles: accounts, sessions: RoleSessions(roles: accounts, tokens: tokens),
            secondFactor: MultiFactor(devices: Devices()))
    }

    var getSessionToken: GetSessionToken {
        GetSessionToken(tokens: tokens, secondFactor: MultiFactor(devices: Devices()))
    }

    func call(as principal: Principal, at time: Timestamp = now) -> Call {
        Call(
            requestID: "request", principal: principal, account: principal.account ?? Self.account,
            region: Region("eu-central-1"), time: time)
    }

    /// A role that exists, and its ARN.
    @discardableResult
    func role(
        _ name: String = "reader",
        in account: AccountID = account,
        path: String = "/",
        trust: String,
        maximum: Int = 3600,
        tags: [String: String] = [:]
    ) throws -> String {
        let role = AssumableRole(
            account: account, name: name, path: path, id: "AROAROLEROLEROLEROLER",
            trust: try PolicyDocument(parsing: trust, as: .trust), maxSessionDuration: maximum, tags: tags)
        accounts.add(role)
        return role.arn
    }

    /// A trust policy of one allowing statement.
    static func trust(
        _ principal: String,
        _ actions: String = #""sts:AssumeRole""#,
        condition: String = "{}"
    ) -> String {
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"\#(principal)"},"#
            + #""Action":[\#(actions)],"Condition":\#(condition)}]}"#
    }

    /// The session behind credentials that an operation answered.
    func session(_ accessKeyID: String, _ token: String, at time: Timestamp = now) async throws -> SessionPrincipal? {
        let credential = try await SessionCredentials(tokens: tokens)
            .credential(accessKeyID: accessKeyID, sessionToken: token, at: time)
        return credential?.principal.session
    }

    /// What the gateway's authorization does, for callers whose own policies allow what `identity` says.
    func authorize(_ permissions: [Permission], as principal: Principal, identity: [String] = []) throws -> [String] {
        let policies = try identity.enumerated().map { index, text in
            NamedPolicy(name: "policy-\(index)", document: try PolicyDocument(parsing: text, as: .inline))
        }
        return permissions.filter { permission in
            let request = AuthorizationRequest(
                caller: principal.caller, action: permission.action, resource: permission.resource,
                resourceAccount: permission.resourceAccount?.digits, context: permission.context)
            let applicable = ApplicablePolicies(
                principal: PrincipalPolicies(identity: policies), resource: permission.resourcePolicy)
            return !applicable.decision(on: request).isAllowed
        }.map(\.action)
    }
}

extension AccountID {
    /// An account that a test writes down.
    static func test(_ digits: String) -> AccountID {
        guard let account = AccountID(digits) else { preconditionFailure("\(digits) is no account") }
        return account
    }
}

extension Principal {
    /// As policies see the principal; for tests that ask them.
    var caller: Caller {
        switch self {
        case .anonymous: Caller(kind: .anonymous, arn: arn)
        case .root(let account): Caller(kind: .root, arn: arn, account: account.digits, userID: account.digits)
        case .user(let user):
            Caller(kind: .user, arn: arn, account: user.account.digits, userID: user.id, userName: user.name)
        case .session(let session):
            Caller(
                kind: session.roleARN.map { .roleSession(role: $0) } ?? .user, arn: arn,
                account: session.account.digits, userID: session.userID)
        case .service(let name, _): Caller(kind: .service(name), arn: arn)
        }
    }
}

/// The error that a call ends with, as the client sees it; `nil` where it succeeds.
func refusal(_ body: () async throws -> Void) async -> String? {
    do {
        try await body()
        return nil
    } catch let error as ServiceError {
        return "\(error.status) \(error.code): \(error.message)"
    } catch {
        return "internal: \(error)"
    }
}

/// One device, alice's, that always shows 123456.
struct Devices: MultiFactorDevices {
    static let serialNumber = "arn:aws:iam::111122223333:mfa/alice"

    func check(
        _ code: String, onDevice serialNumber: String, of user: String, in account: AccountID, at time: Timestamp,
        spending isSpent: Bool
    ) async throws -> SecondFactor {
        guard serialNumber == Self.serialNumber, user == Fixture.alice.id else { return .unknownDevice }
        return code == "123456" ? .proved : .wrongCode
    }
}
