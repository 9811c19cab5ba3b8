/// A managed policy that AWS publishes to every account; nobody can change it.
struct AWSManagedPolicy: Hashable, Sendable {
    let name: String
    /// `/`, `/service-role/`, `/job-function/` or `/aws-service-role/`.
    let path: String
    let description: String?
    /// The number of the version in force: 3 for `v3`. Earlier versions are not kept.
    let version: Int
    /// Seconds since 1970.
    let created: Int64
    let updated: Int64
    let document: String

    init(
        name: String,
        path: String = "/",
        description: String? = nil,
        version: Int,
        created: Int64,
        updated: Int64,
        document: String
    ) {
        self.name = name
        self.path = path
        self.description = description
        self.version = version
        self.created = created
        self.updated = updated
        self.document = document
    }

    var arn: String { Self.arnPrefix + path.dropFirst() + name }

    static let arnPrefix = "arn:aws:iam::aws:policy/"

    /// Whether only a service-linked role may have it.
    var isForLinkedRoles: Bool { path == "/aws-service-role/" }

    /// A unique id in AWS's form, made from the name: always the same, though not AWS's own.
    var id: String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var text = "ANPA"
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        for _ in 0..<17 {
            hash = hash &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            text.append(alphabet[Int(hash >> 59)])
        }
        return text
    }
}

extension AWSManagedPolicy {
    /// Every policy that is kept, in the order of their names.
    static let all: [AWSManagedPolicy] = [
        administration, auditing, cognito, delivery, deployment, dynamoDB, identity, integration, lambda, linkedRoles,
        messaging, mobileAnalytics, monitoring, reading, storage,
    ].flatMap(\.self).sorted { $0.name < $1.name }

    /// The policy of an ARN, or `nil` where AWS has none of it or it is not kept here.
    static func find(_ arn: String) -> AWSManagedPolicy? {
        guard arn.hasPrefix(arnPrefix) else { return nil }
        return byARN[arn]
    }

    private static let byARN = Dictionary(uniqueKeysWithValues: all.map { ($0.arn, $0) })
}
