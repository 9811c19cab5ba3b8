import IAMModel
import IAMPolicy
import Kernel
import Storage
import Wire

/// What SimulateCustomPolicy and SimulatePrincipalPolicy ask alike.
struct SimulationRequest: Sendable {
    var policies: [PolicySimulator.Source]
    var boundaryTexts: [String]
    var actions: [String]
    var resources: [String]?
    var resourcePolicy: String?
    var resourceOwner: String?
    var caller: Caller
    var contextEntries: [ContextEntry]?

    /// The most steps that one answer may take: bytes of policies, each against those of every action,
    /// resource and context value.
    private static let effortLimit = 400_000_000

    /// Refuses what would keep the server busy for longer than a caller waits; asking for fewer results at once helps.
    private func checkEffort(of pairs: [(String, String)], by simulator: PolicySimulator) throws {
        let context = simulator.context.reduce(0) { $0 + $1.value.reduce(0) { $0 + $1.utf8.count } }
        let asked = pairs.reduce(0) { $0 + $1.0.utf8.count + $1.1.utf8.count + context }
        let (effort, isTooMuch) = asked.multipliedReportingOverflow(by: simulator.size)
        guard !isTooMuch, effort <= Self.effortLimit else {
            throw IAMError.invalidInput(
                "The policies are too long to be evaluated for so many actions and resources. Simulate fewer at once.")
        }
    }

    /// The simulator for this request; refuses policies that cannot be read.
    ///
    /// - Parameter boundary: in force where the request brings none of its own.
    func simulator(boundary: PolicySimulator.Source? = nil) throws -> PolicySimulator {
        guard boundaryTexts.count <= 1 else {
            throw IAMError.invalidInput("Only one permissions boundary policy can be specified.")
        }
        let given = try boundaryTexts.first.map {
            try PolicySimulator.Source(id: "PermissionsBoundaryPolicyInputList.1", parsing: $0, as: .inline)
        }
        return PolicySimulator(
            caller: caller,
            identity: policies,
            boundary: given ?? boundary,
            resourcePolicy: try resourcePolicy.map {
                try PolicySimulator.Source(id: "ResourcePolicy", kind: .resource, parsing: $0, as: .resource)
            },
            resourceOwner: Self.account(of: resourceOwner),
            context: context
        )
    }

    /// Every action on every resource, one part of the results at a time.
    func answer(
        by simulator: PolicySimulator, _ page: PageRequest, in account: AccountID, of store: IAMStore
    ) throws -> SimulatePolicyResponse {
        let pairs = actions.flatMap { action in (resources ?? ["*"]).map { (action, $0) } }
        let numbered = pairs.enumerated().map { (number: 1_000_000 + $0, pair: $1) }
        let part = try store.page(numbered, page, listing: "simulation", in: account, key: { "\($0.number)" })
        try checkEffort(of: part.records.map(\.pair), by: simulator)
        return SimulatePolicyResponse(
            evaluationResults: part.records.map { entry in
                simulator.result(of: entry.pair.0, on: entry.pair.1, isNamed: entry.pair.1 != "*")
            },
            isTruncated: part.next != nil,
            marker: part.next
        )
    }

    /// The policies of a request's own list, as results name them.
    static func sources(_ texts: [String]) throws -> [PolicySimulator.Source] {
        try texts.enumerated().map { index, text in
            try PolicySimulator.Source(id: "PolicyInputList.\(index + 1)", parsing: text, as: .inline)
        }
    }

    private var context: [String: [String]] {
        var context: [String: [String]] = [:]
        for entry in contextEntries ?? [] {
            guard let name = entry.contextKeyName else { continue }
            context[name.lowercased()] = entry.contextKeyValues ?? []
        }
        return context
    }

    /// The account of `arn:aws:iam::123456789012:root` or of the bare digits.
    private static func account(of owner: String?) -> String? {
        guard let owner else { return nil }
        return AccountID(owner)?.digits ?? ARN(owner)?.account
    }
}

extension Caller {
    /// The user, group or role that is simulated; what has no such name is left for policies to miss.
    init(simulating holder: PolicyHolder) {
        switch holder.kind {
        case .role:
            self.init(
                kind: .roleSession(role: holder.arn), arn: holder.arn, account: holder.account.digits,
                userID: holder.id)
        case .user, .group:
            self.init(
                kind: .user, arn: holder.arn, account: holder.account.digits,
                userID: holder.kind == .user ? holder.id : nil, userName: holder.kind == .user ? holder.name : nil)
        }
    }

    /// The user of an ARN, which need not exist; refuses what is no user's ARN.
    init(userARN text: String) throws {
        guard let arn = ARN(text), arn.service == "iam", AccountID(arn.account) != nil,
            arn.resource.hasPrefix("user/"), let name = arn.resource.split(separator: "/").last
        else { throw IAMError.invalidInput("Invalid caller ARN: \(text)") }
        self.init(kind: .user, arn: text, account: arn.account, userName: String(name))
    }
}
