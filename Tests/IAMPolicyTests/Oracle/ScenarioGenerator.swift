import IAMPolicy

/// Makes random policies and requests out of small alphabets, so that matches are frequent.
struct ScenarioGenerator {
    var random: SeededGenerator

    static let accounts = ["111111111111", "222222222222"]
    private static let actions = ["s3:GetObject", "s3:PutObject", "iam:GetUser", "sts:AssumeRole"]
    private static let actionPatterns = [
        "*", "*", "*", "s3:*", "s3:*", "s3:Get*", "s3:?etObject", "S3:PUTOBJECT", "iam:getuser", "sts:AssumeRole",
        "s3:*Object", "*:*",
    ]
    private static let resources = [
        "*", "arn:aws:s3:::b/alice", "arn:aws:s3:::b/alice/x:y", "arn:aws:s3:::c", "arn:aws:sqs:eu:111111111111:q",
        "arn:aws:iam::111111111111:user/alice", "arn:aws:s3:::b/a*",
    ]
    private static let resourcePatterns = [
        "*", "*", "*", "*", "arn:aws:s3:::*", "arn:aws:s3:::*", "arn:aws:s3:::b/*", "arn:aws:s3:::b/alice*",
        "arn:aws:sqs:*", "arn:aws:s3:::?",
        "arn:aws:*:*:*:*", "arn:aws:sqs:eu:*:q", "arn:aws:sqs:*:q", "arn:*:s3:::c", "arn:aws:iam::111111111111:user/*",
        "arn:aws:s3:::b/${aws:username}", "arn:aws:s3:::b/${aws:username}*", "arn:aws:s3:::b/${x:tag}/*",
        "arn:aws:s3:::b/${x:tag, 'alice'}*", "arn:aws:s3:::b/a${*}", "arn:aws:s3:::b/${x:many}",
        "arn:aws:sqs:eu:${x:tag}:q",
        "arn:aws:iam::111111111111:user/${AWS:UserName}", "arn:aws:s3:::${x:path}",
    ]
    private static let texts = [
        "alice", "Alice", "al*", "", "b", "${aws:username}", "${x:tag}", "${x:none,'b'}", "?", "*", "a${*}",
    ]
    private static let values = ["alice", "Alice", "b", "", "a*", "al*"]
    private static let numbers = ["1", "2", "10", "-3", "2.0", "1.50"]
    private static let dates = ["2020-01-01T00:00:00Z", "2021-06-30T12:00:00Z", "2022-12-31T23:59:59Z"]
    private static let addresses = ["10.0.0.1", "10.0.1.1", "192.168.0.7"]
    private static let ranges = ["10.0.0.0/24", "10.0.0.0/8", "192.168.0.7", "0.0.0.0/0", "10.0.0.0/23"]
    private static let arns = ["arn:aws:sns:eu:111111111111:t", "arn:aws:sns:us:222222222222:t:s", "none"]
    private static let arnPatterns = [
        "arn:aws:sns:*:111111111111:t", "arn:aws:sns:*:*:t*", "*", "arn:aws:sns:${x:region}:*:*", "arn:aws:s3*",
        "${x:arn}",
    ]

    /// Names of entities of an account.
    private static func user(_ account: String) -> String { "arn:aws:iam::\(account):user/alice" }
    private static func role(_ account: String) -> String { "arn:aws:iam::\(account):role/dev" }
    private static func session(_ account: String) -> String { "arn:aws:sts::\(account):assumed-role/dev/s1" }
    private static func federated(_ account: String) -> String { "arn:aws:sts::\(account):federated-user/fred" }

    mutating func policy(withPrincipal: Bool, trust: Bool = false) -> Tree {
        let count = random.pick([1, 1, 2, 2, 3])
        let statements = (0..<count).map { _ in statement(withPrincipal: withPrincipal, trust: trust) }
        return .map([
            ("Version", .text(random.chance(92) ? "2012-10-17" : "2008-10-17")), ("Statement", .list(statements)),
        ])
    }

    private mutating func list(of alphabet: [String]) -> Tree {
        if random.chance(50) { return .text(random.pick(alphabet)) }
        return .list((0..<random.pick([1, 2, 3])).map { _ in .text(random.pick(alphabet)) })
    }

    private mutating func statement(withPrincipal: Bool, trust: Bool) -> Tree {
        let effect = random.chance(78) ? "Allow" : "Deny"
        var members: [(String, Tree)] = [("Effect", .text(effect))]
        if trust {
            members.append(("Action", list(of: ["sts:*", "sts:AssumeRole", "sts:TagSession"])))
        } else {
            members.append((random.chance(85) ? "Action" : "NotAction", list(of: Self.actionPatterns)))
            members.append((random.chance(82) ? "Resource" : "NotResource", list(of: Self.resourcePatterns)))
        }
        if withPrincipal {
            members.append((trust || random.chance(85) ? "Principal" : "NotPrincipal", principals(trust: trust)))
        }
        if random.chance(40) { members.append(("Condition", conditions())) }
        return .map(members)
    }

    private mutating func principals(trust: Bool) -> Tree {
        if !trust, random.chance(12) { return .text("*") }
        if random.chance(8) { return .map([("AWS", .text("*"))]) }
        let account = random.pick([Self.accounts[0], Self.accounts[0], Self.accounts[1]])
        let all = [
            account, "arn:aws:iam::\(account):root", Self.user(account), Self.role(account), Self.session(account),
            Self.federated(account),
        ]
        var members: [(String, Tree)] = [("AWS", .list(all.filter { _ in random.chance(45) }.map(Tree.text)))]
        if random.chance(30) { members.append(("Service", list(of: ["lambda.amazonaws.com", "sns.amazonaws.com"]))) }
        if random.chance(30) { members.append(("Federated", list(of: ["accounts.google.com", "www.amazon.com"]))) }
        let named = members.filter { !$0.1.texts.isEmpty }
        return named.isEmpty ? .map([("AWS", .text(account))]) : .map(named)
    }

    private mutating func conditions() -> Tree {
        var members: [(String, Tree)] = []
        for _ in 0..<random.pick([1, 1, 2]) {
            let (name, key, alphabet) = random.pick([
                ("StringEquals", "x:tag", Self.texts), ("StringNotEquals", "x:tag", Self.texts),
                ("StringEqualsIgnoreCase", "X:Tag", Self.texts), ("StringNotEqualsIgnoreCase", "x:tag", Self.texts),
                ("StringLike", "x:tag", Self.texts), ("StringNotLike", "x:tag", Self.texts),
                ("StringLike", "x:many", Self.texts), ("StringNotEquals", "x:many", Self.texts),
                ("StringEquals", "x:many", Self.texts), ("StringEquals", "aws:username", ["alice", "${x:tag}"]),
                ("NumericEquals", "x:number", Self.numbers), ("NumericNotEquals", "x:number", Self.numbers),
                ("NumericLessThan", "x:number", Self.numbers), ("NumericLessThanEquals", "x:number", Self.numbers),
                ("NumericGreaterThan", "x:number", Self.numbers),
                ("NumericGreaterThanEquals", "x:number", Self.numbers),
                ("DateEquals", "x:date", Self.dates), ("DateNotEquals", "x:date", Self.dates),
                ("DateLessThan", "x:date", Self.dates), ("DateLessThanEquals", "x:date", Self.dates),
                ("DateGreaterThan", "x:date", Self.dates), ("DateGreaterThanEquals", "x:date", Self.dates),
                ("Bool", "x:flag", ["true", "false"]), ("BinaryEquals", "x:bytes", ["QQ==", "Qg=="]),
                ("IpAddress", "x:address", Self.ranges), ("NotIpAddress", "x:address", Self.ranges),
                ("ArnEquals", "x:arn", Self.arnPatterns), ("ArnLike", "x:arn", Self.arnPatterns),
                ("ArnNotEquals", "x:arn", Self.arnPatterns), ("ArnNotLike", "x:arn", Self.arnPatterns),
                ("ArnLike", "aws:PrincipalArn", ["arn:aws:iam::*:role/*", "arn:aws:*::111111111111:*"]),
            ])
            if random.chance(10) {
                members.append(("Null", .map([(key, .text(random.pick(["true", "false"])))])))
            } else {
                let prefix = random.pick(["", "", "", "ForAllValues:", "ForAnyValue:"])
                members.append(
                    (prefix + name + (random.chance(25) ? "IfExists" : ""), .map([(key, list(of: alphabet))])))
            }
        }
        var seen: Set<String> = []
        return .map(members.filter { seen.insert($0.0).inserted })
    }

    mutating func request() -> OracleRequest {
        let account = random.pick([Self.accounts[0], Self.accounts[0], Self.accounts[1]])
        let kind = random.pick(
            [.user, .user, .user, .role, .role, .role, .federated, .root, .service, .web, .anonymous]
                as [OracleRequest.Kind])
        var request = OracleRequest(
            kind: kind, account: account, name: "", behind: nil, userID: nil, userName: nil,
            action: random.pick(Self.actions), resource: random.pick(Self.resources),
            owner: random.chance(70) ? nil : random.pick(Self.accounts), context: [:]
        )
        switch kind {
        case .anonymous: (request.name, request.account) = ("anonymous", nil)
        case .web: (request.name, request.account) = ("accounts.google.com", nil)
        case .service: request.name = "lambda.amazonaws.com"
        case .root: request.name = "arn:aws:iam::\(account):root"
        case .user: (request.name, request.userName) = (Self.user(account), "alice")
        case .role: (request.name, request.behind) = (Self.session(account), Self.role(account))
        case .federated:
            request.name = Self.federated(account)
            request.behind = random.chance(80) ? Self.user(account) : nil
        }
        let alphabets = [
            ("x:tag", Self.values), ("x:number", Self.numbers + ["many"]), ("x:date", Self.dates),
            ("x:flag", ["true", "false"]), ("x:bytes", ["QQ==", "Qg=="]), ("x:address", Self.addresses),
            ("x:arn", Self.arns), ("x:region", ["eu", "*", ""]), ("x:path", ["b/alice", "c", "b/alice/x:y"]),
        ]
        for (key, alphabet) in alphabets where random.chance(70) {
            request.context[random.chance(80) ? key : key.uppercased()] = [random.pick(alphabet)]
        }
        if random.chance(70) {
            request.context["x:many"] = (0..<random.pick([0, 1, 2, 3])).map { _ in random.pick(Self.values) }
        }
        return request
    }
}
