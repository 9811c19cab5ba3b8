import IAMModel
import Kernel
import Testing
import Wire

@testable import ServiceIAM

/// The simulator must say what a real request would get, in the words and positions of AWS's documentation.
struct SimulatePolicyTests {
    private static let custom = ServiceIAM.SimulateCustomPolicy.init
    private static let principal = ServiceIAM.SimulatePrincipalPolicy.init
    /// From the CLI reference's example of `simulate-custom-policy`.
    private static let dated = """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*",\
        "Condition":{"DateGreaterThan":{"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}}
        """

    private func entry(_ key: String, _ value: String, _ type: ContextKeyTypeEnum = .string) -> ContextEntry {
        ContextEntry(contextKeyName: key, contextKeyValues: [value], contextKeyType: type)
    }

    @Test("AWS's documented example is allowed, with its positions")
    func documentedAllow() async throws {
        let room = try PolicyRoom()
        let output = try await room.run(
            Self.custom,
            .init(
                policyInputList: [Self.dated], actionNames: ["dynamodb:CreateBackup"],
                contextEntries: [entry("aws:CurrentTime", "2019-04-25T11:00:00Z", .date)]))
        #expect(output.isTruncated == false)
        let statement = Statement(
            sourcePolicyId: "PolicyInputList.1", startPosition: Position(line: 1, column: 38),
            endPosition: Position(line: 1, column: 167))
        #expect(
            output.evaluationResults == [
                EvaluationResult(
                    evalActionName: "dynamodb:CreateBackup", evalResourceName: "*", evalDecision: .allowed,
                    matchedStatements: [statement], missingContextValues: [])
            ])
    }

    @Test("AWS's documented example is denied before its date")
    func documentedDeny() async throws {
        let room = try PolicyRoom()
        let output = try await room.run(
            Self.custom,
            .init(
                policyInputList: [Self.dated], actionNames: ["dynamodb:CreateBackup"],
                contextEntries: [entry("aws:CurrentTime", "2014-04-25T11:00:00Z", .date)]))
        let result = try #require(output.evaluationResults?.first)
        #expect(result.evalDecision == .implicitDeny)
        #expect(result.matchedStatements == [])
        #expect(result.missingContextValues == [])
    }

    @Test("a condition key that is not given is reported, beside the resource where one is named")
    func missingContext() async throws {
        let room = try PolicyRoom()
        let everywhere = try await room.run(
            Self.custom, .init(policyInputList: [Self.dated], actionNames: ["dynamodb:CreateBackup"]))
        #expect(everywhere.evaluationResults?.first?.missingContextValues == ["aws:CurrentTime"])
        #expect(everywhere.evaluationResults?.first?.resourceSpecificResults == nil)
        let table = "arn:aws:dynamodb:us-east-1:123456789012:table/T"
        let named = try await room.run(
            Self.custom,
            .init(policyInputList: [Self.dated], actionNames: ["dynamodb:CreateBackup"], resourceArns: [table]))
        let result = try #require(named.evaluationResults?.first)
        #expect(result.missingContextValues == [])
        #expect(result.resourceSpecificResults?.map(\.evalResourceName) == [table])
        #expect(result.resourceSpecificResults?.first?.missingContextValues == ["aws:CurrentTime"])
        #expect(result.resourceSpecificResults?.first?.evalResourceDecision == .implicitDeny)
    }

    @Test("an explicit deny wins and is the statement shown")
    func explicitDeny() async throws {
        let room = try PolicyRoom()
        let deny = """
            {"Version":"2012-10-17","Statement":[
              {"Sid":"No","Effect":"Deny","Action":"s3:DeleteObject","Resource":"*"}
            ]}
            """
        let output = try await room.run(
            Self.custom, .init(policyInputList: [PolicyRoom.allowAll, deny], actionNames: ["s3:DeleteObject"]))
        let result = try #require(output.evaluationResults?.first)
        #expect(result.evalDecision == .explicitDeny)
        #expect(result.matchedStatements?.map(\.sourcePolicyId) == ["PolicyInputList.2"])
        #expect(result.matchedStatements?.first?.startPosition == Position(line: 2, column: 4))
    }

    @Test("a boundary limits and is reported by itself")
    func boundary() async throws {
        let room = try PolicyRoom()
        let readS3 = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}"#
        let output = try await room.run(
            Self.custom,
            .init(
                policyInputList: [PolicyRoom.allowAll], permissionsBoundaryPolicyInputList: [readS3],
                actionNames: ["s3:GetObject", "s3:PutObject"]))
        let results = try #require(output.evaluationResults)
        #expect(results.map(\.evalDecision) == [.allowed, .implicitDeny])
        #expect(
            results.map { $0.permissionsBoundaryDecisionDetail?.allowedByPermissionsBoundary } == [true, false])
    }

    @Test("one request cannot keep the server busy: stars against long names are refused by their product")
    func effortIsBounded() async throws {
        let room = try PolicyRoom()
        let stars = String(repeating: "*a", count: 50_000)
        let policy =
            #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::\#(stars)"}}"#
        let resource = "arn:aws:s3:::" + String(repeating: "a", count: 2000)
        let clock = ContinuousClock()
        let start = clock.now
        let error = await #expect(throws: ServiceError.self) {
            try await room.run(
                Self.custom,
                .init(
                    policyInputList: [policy], actionNames: ["s3:GetObject"],
                    resourceArns: (0..<100).map { resource + "\($0)" }))
        }
        #expect(error?.code == "InvalidInput")
        #expect(clock.now - start < .seconds(5))
    }

    @Test("a resource's policy counts, and across accounts both sides must allow")
    func resourcePolicy() async throws {
        let room = try PolicyRoom()
        let nothing = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:*","Resource":"*"}]}"#
        let alice = room.arn("user/alice")
        let policy = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"\(alice)"},\
            "Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]}
            """
        func decision(_ identity: String, owner: String?, caller: String?) async throws -> EvaluationResult? {
            try await room.run(
                Self.custom,
                .init(
                    policyInputList: [identity], actionNames: ["s3:GetObject"],
                    resourceArns: ["arn:aws:s3:::b/key"], resourcePolicy: policy, resourceOwner: owner,
                    callerArn: caller)
            ).evaluationResults?.first
        }
        #expect(try await decision(nothing, owner: nil, caller: alice)?.evalDecision == .allowed)
        let foreign = try await decision(nothing, owner: "arn:aws:iam::999999999999:root", caller: alice)
        #expect(foreign?.evalDecision == .implicitDeny)
        #expect(foreign?.evalDecisionDetails == ["IAM Policy": .implicitDeny, "Resource Policy": .allowed])
        let both = try await decision(PolicyRoom.allowAll, owner: "999999999999", caller: alice)
        #expect(both?.evalDecision == .allowed)
        #expect(try await decision(nothing, owner: nil, caller: room.arn("user/bob"))?.evalDecision == .implicitDeny)
        #expect(
            await room.refusal(
                Self.custom,
                .init(policyInputList: [nothing], actionNames: ["s3:GetObject"], resourcePolicy: policy))
                == "InvalidInput: CallerArn is required when a resource policy is specified.")
    }

    @Test("a user is simulated with its groups, variables and boundary")
    func user() async throws {
        let room = try PolicyRoom()
        try await room.makeUser("ann", path: "/team/")
        try await room.makeGroup("g")
        _ = try await room.run(ServiceIAM.AddUserToGroup.init, .init(groupName: "g", userName: "ann"))
        let own = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*",\
            "Resource":"arn:aws:s3:::home/${aws:username}/*"}]}
            """
        _ = try await room.run(
            ServiceIAM.PutUserPolicy.init, .init(userName: "ann", policyName: "Home", policyDocument: own))
        _ = try await room.run(
            ServiceIAM.AttachGroupPolicy.init,
            .init(groupName: "g", policyArn: "arn:aws:iam::aws:policy/AmazonSQSFullAccess"))
        let source = room.arn("user/team/ann")
        let output = try await room.run(
            Self.principal,
            .init(
                policySourceArn: source, actionNames: ["s3:PutObject", "sqs:SendMessage"],
                resourceArns: ["arn:aws:s3:::home/ann/x", "arn:aws:sqs:us-east-1:123456789012:q"]))
        let results = try #require(output.evaluationResults)
        #expect(results.map(\.evalDecision) == [.allowed, .implicitDeny, .allowed, .allowed])
        #expect(results[0].matchedStatements?.map(\.sourcePolicyId) == ["Home"])
        #expect(results[0].matchedStatements?.map(\.sourcePolicyType) == [.user])
        #expect(results[3].matchedStatements?.map(\.sourcePolicyType) == [.awsManaged])
        let boundary = try await room.makePolicy(
            "B", #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#)
        _ = try await room.run(
            ServiceIAM.PutUserPermissionsBoundary.init, .init(userName: "ann", permissionsBoundary: boundary))
        let bound = try await room.run(
            Self.principal, .init(policySourceArn: source, actionNames: ["sqs:SendMessage"]))
        #expect(bound.evaluationResults?.map(\.evalDecision) == [.implicitDeny])
    }

    @Test("results come in parts")
    func pages() async throws {
        let room = try PolicyRoom()
        var names: [String] = []
        var marker: String?
        let actions = (0..<12).map { "s3:Act\($0)" }
        repeat {
            let page = try await room.run(
                Self.custom,
                .init(policyInputList: [PolicyRoom.allowAll], actionNames: actions, maxItems: 5, marker: marker))
            names += page.evaluationResults?.map(\.evalActionName) ?? []
            marker = page.marker
        } while marker != nil
        #expect(names == actions)
    }

    @Test("what cannot be simulated is refused")
    func refusals() async throws {
        let room = try PolicyRoom()
        #expect(
            await room.refusal(Self.custom, .init(policyInputList: ["{"], actionNames: ["s3:GetObject"]))
                == "InvalidInput: Syntax errors in policy.")
        #expect(
            await room.refusal(Self.principal, .init(policySourceArn: room.arn("user/x"), actionNames: ["s3:Get"]))
                == "NoSuchEntity: The user with name x cannot be found.")
        #expect(
            await room.refusal(Self.principal, .init(policySourceArn: room.arn("root"), actionNames: ["s3:Get"]))
                == "InvalidInput: Invalid Entity Arn: \(room.arn("root")) does not clearly define entity type and name."
        )
    }

    @Test("context keys are found in conditions and variables")
    func contextKeys() async throws {
        let room = try PolicyRoom()
        let variable = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*",\
            "Resource":"arn:aws:s3:::home/${aws:username}/*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}
            """
        let custom = try await room.run(
            ServiceIAM.GetContextKeysForCustomPolicy.init, .init(policyInputList: [Self.dated, variable]))
        #expect(Set(custom.contextKeyNames ?? []) == ["aws:CurrentTime", "aws:username", "aws:SecureTransport"])
        try await room.makeRole("r")
        _ = try await room.run(
            ServiceIAM.PutRolePolicy.init, .init(roleName: "r", policyName: "p", policyDocument: Self.dated))
        let own = try await room.run(
            ServiceIAM.GetContextKeysForPrincipalPolicy.init, .init(policySourceArn: room.arn("role/r")))
        #expect(own.contextKeyNames == ["aws:CurrentTime"])
    }
}
