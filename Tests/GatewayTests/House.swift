import IAMPolicy
import Kernel
import Logging
import MartletModel
import Synchronization
import Wire

@testable import Gateway

/// A pipeline with one service of one operation, two keys and a stopped clock.
final class House: Sendable {
    // The digits are constant and well formed.
    static let account = AccountID("111122223333")!
    static let rootKey = "AKIAROOT"
    static let userKey = "AKIAUSER"
    static let loopback = Call.Source(address: "127.0.0.1", endpoint: "http://127.0.0.1:4566")
    private static let secret = "secret"
    private static let now = Timestamp(seconds: 1_700_000_000)

    let operation = ListAccounts()
    let metrics = Metrics()

    /// A failure that must not reach any caller.
    struct Secret: Error {
        var text: String
    }

    func pipeline(
        limits: Limits = Limits(), accounts: Set<String> = ["111122223333"], sites: [any Site] = []
    ) -> Pipeline {
        Pipeline(
            limits: limits,
            parts: .init(
                services: [OneService(operations: [operation], sites: sites)],
                credentials: Keys(),
                accounts: Accounts(known: accounts),
                policies: NoPolicies(),
                authorizer: Authorizer(policies: NoPolicies()),
                keyObserver: Unobserved(),
                defaultRegion: Region("us-east-1"),
                defaultAccount: { Keys.account },
                clock: StoppedClock(),
                random: SystemRandomSource(),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
                log: Unlogged(),
                metrics: metrics
            )
        )
    }

    /// A ListAccounts request; signed well unless told otherwise. `age` is in seconds.
    func request(
        key: String = House.rootKey,
        secret: String = House.secret,
        scope: String = "martlet",
        age: Int64 = 0,
        signed isSigned: Bool = true
    ) -> WireRequest {
        let headers = HeaderList([
            .init("Host", "127.0.0.1:4566"),
            .init("X-Amz-Target", "Martlet_20261101.ListAccounts"),
            .init("Content-Type", "application/x-amz-json-1.1"),
        ])
        let request = WireRequest(method: "POST", path: "/", headers: headers, body: Array("{}".utf8))
        return isSigned ? signed(request, key: key, secret: secret, scope: scope, age: age) : request
    }

    func signed(
        _ request: WireRequest,
        key: String = House.rootKey,
        secret: String = House.secret,
        scope: String = "martlet",
        age: Int64 = 0
    ) -> WireRequest {
        var request = request
        let credentials = SigningCredentials(accessKeyID: key, secretAccessKey: secret)
        let signer = Signer(credentials: credentials, region: "us-east-1", service: scope)
        signer.sign(&request, at: House.now.adding(seconds: -age))
        return request
    }

    /// The one operation; counts how often it ran.
    final class ListAccounts: Operation {
        typealias Model = MartletModel.ListAccounts

        private let state = Mutex<(runs: Int, failure: (any Error)?)>((0, nil))

        var runs: Int { state.withLock { $0.runs } }

        func fail(with error: any Error) {
            state.withLock { $0.failure = error }
        }

        func permissions(for input: Input, in call: Call) async throws -> [Permission] {
            [Permission("martlet:ListAccounts", on: "*")]
        }

        func run(_ input: Input, in call: Call) async throws -> Output {
            let failure = state.withLock { state in
                state.runs += 1
                return state.failure
            }
            if let failure { throw failure }
            return ListAccountsResponse(accounts: [])
        }
    }

    private struct OneService: Kernel.Service {
        let descriptor = MartletModelService.descriptor
        let operations: [any Operation]
        let sites: [any Site]
    }

    private struct Keys: CredentialSource {
        static let account = House.account

        func credential(accessKeyID: String, sessionToken: String?, at time: Timestamp) async throws -> Credential? {
            let user = UserPrincipal(
                account: Self.account, name: "bob", path: "/", id: "AIDABOB", accessKeyID: accessKeyID)
            let principals: [String: Principal] = [
                House.rootKey: .root(account: Self.account), House.userKey: .user(user),
            ]
            return principals[accessKeyID].map {
                Credential(accessKeyID: accessKeyID, secretKey: House.secret, principal: $0)
            }
        }
    }

    private struct Accounts: AccountDirectory {
        let known: Set<String>

        func creation(of account: AccountID) async throws -> Int64? { known.contains(account.digits) ? 0 : nil }
    }

    private struct NoPolicies: PolicySource {
        func grants(of principal: Principal) async throws -> PrincipalGrants {
            PrincipalGrants(policies: PrincipalPolicies())
        }

        func isPresent(_ principal: Principal) async throws -> Bool { true }
    }

    private struct Unobserved: AccessKeyObserver {
        func accessKeyUsed(
            _ accessKeyID: String, by principal: Principal, service: String, region: Region, at time: Timestamp
        ) {}
    }

    private struct Unlogged: RequestLog {
        func write(_ line: RequestLine) {}
    }

    private struct StoppedClock: Clock {
        func now() -> Timestamp { House.now }
        func microseconds() -> Int64 { 0 }
        func sleep(milliseconds: Int64) async throws {}
    }
}
