import IAMPolicy
import Kernel
import LambdaModel
import Testing
import Wire

@testable import ServiceLambda

/// Resource policies decide who else may use a function; a statement too many opens it to strangers.
struct PermissionTests {
    static let arn = LambdaRoom.functionARN + "f"

    private func room() async throws -> LambdaRoom {
        let room = try LambdaRoom(grants: [
            "stranger": CreateFunctionTests.policy(#""*""#, on: "*")
        ])
        try await room.makeFunction("f") { $0.publish = true }
        _ = try await room.run(
            LambdaModel.CreateAlias.self, .init(functionName: "f", name: "live", functionVersion: "1"))
        return room
    }

    private func grant(
        _ sid: String, _ principal: String, action: String = "lambda:InvokeFunction", qualifier: String? = nil,
        sourceARN: String? = nil
    ) -> AddPermissionRequest {
        AddPermissionRequest(
            functionName: "f", statementId: sid, action: action, principal: principal, sourceArn: sourceARN,
            qualifier: qualifier)
    }

    @Test func aStatementsLife() async throws {
        let room = try await room()
        let before = try await room.version("f")?.revisionID
        let added = try await room.run(LambdaModel.AddPermission.self, grant("s", "s3.amazonaws.com"))
        let statement =
            #"{"Sid":"s","Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"#
            + #""Action":"lambda:InvokeFunction","Resource":"\#(Self.arn)"}"#
        #expect(added.statement == statement)
        let policy = try await room.run(LambdaModel.GetPolicy.self, .init(functionName: "f"))
        #expect(policy.policy == #"{"Version":"2012-10-17","Id":"default","Statement":[\#(statement)]}"#)
        #expect(policy.revisionId == (try await room.version("f")?.revisionID))
        #expect(policy.revisionId != before)
        #expect(
            await room.refusal(LambdaModel.AddPermission.self, grant("s", "123456789012"))
                == "ResourceConflictException: The statement id (s) provided already exists. "
                + "Please provide a new statement id, or remove the existing statement.")
        #expect(
            await room.refusal(LambdaModel.RemovePermission.self, .init(functionName: "f", statementId: "t"))
                == "ResourceNotFoundException: Statement t is not found in resource policy.")
        #expect(
            await room.refusal(
                LambdaModel.RemovePermission.self, .init(functionName: "f", statementId: "s", revisionId: "stale"))
                == UpdateFunctionTests.revisionMismatch)
        _ = try await room.run(LambdaModel.RemovePermission.self, .init(functionName: "f", statementId: "s"))
        #expect(
            await room.refusal(LambdaModel.GetPolicy.self, .init(functionName: "f"))
                == "ResourceNotFoundException: The resource you requested does not exist.")
        #expect(
            await room.refusal(LambdaModel.RemovePermission.self, .init(functionName: "f", statementId: "s"))
                == "ResourceNotFoundException: No policy is associated with the given resource.")
    }

    @Test func everyQualifierHasAPolicyOfItsOwn() async throws {
        let room = try await room()
        _ = try await room.run(
            LambdaModel.AddPermission.self, grant("s", "s3.amazonaws.com", qualifier: "live"))
        let policy = try await room.run(
            LambdaModel.GetPolicy.self, .init(functionName: "f", qualifier: "live"))
        #expect(policy.policy?.contains(#""Resource":"\#(Self.arn):live""#) == true)
        let alias = try await room.run(LambdaModel.GetAlias.self, .init(functionName: "f", name: "live"))
        #expect(policy.revisionId == alias.revisionId)
        #expect(
            await room.refusal(LambdaModel.GetPolicy.self, .init(functionName: "f", qualifier: "1"))
                == "ResourceNotFoundException: The resource you requested does not exist.")
        #expect(
            await room.refusal(
                LambdaModel.AddPermission.self, grant("s", "s3.amazonaws.com", qualifier: "missing"))
                == "ResourceNotFoundException: Cannot find alias arn: \(Self.arn):missing")
        #expect(
            await room.refusal(
                LambdaModel.AddPermission.self, grant("s", "s3.amazonaws.com", qualifier: "$LATEST"))
                == "InvalidParameterValueException: We currently do not support adding policies for $LATEST.")
    }

    @Test func whatNobodyCouldBeIsRefused() async throws {
        let room = try await room()
        let invalid =
            "InvalidParameterValueException: The provided principal was invalid. "
            + "Please check the principal and try again."
        for principal in ["somebody", "arn:aws:iam::1:user/u", "arn:aws:iam::123456789012:group/g"] {
            #expect(await room.refusal(LambdaModel.AddPermission.self, grant("s", principal)) == invalid)
        }
        #expect(
            await room.refusal(
                LambdaModel.AddPermission.self,
                .init(
                    functionName: "f", statementId: "s", action: "lambda:InvokeFunction", principal: "*",
                    functionUrlAuthType: LambdaModel.FunctionUrlAuthType.none))
                == "InvalidParameterValueException: FunctionUrlAuthType is only supported for "
                + "lambda:InvokeFunctionUrl action")
    }

    @Test func aPolicyCannotGrowForEver() async throws {
        let room = try await room()
        var refusal = "no refusal"
        var number = 0
        let source = "arn:aws:s3:::" + String(repeating: "b", count: 1000)
        while refusal == "no refusal", number < 30 {
            number += 1
            refusal = await room.refusal(
                LambdaModel.AddPermission.self, grant("s\(number)", "s3.amazonaws.com", sourceARN: source))
        }
        #expect(refusal.hasPrefix("PolicyLengthExceededException: The final policy size ("))
        #expect(refusal.hasSuffix(") is bigger than the limit (20480)."))
    }

    /// A service may do what the policy says, for the source that it names, and nothing else.
    @Test func servicesAreAdmittedForTheirSource() async throws {
        let room = try await room()
        let pool = "arn:aws:cognito-idp:eu-central-1:123456789012:userpool/p"
        let service = Principal.service(name: "cognito-idp.amazonaws.com", account: room.account)
        let input = GetFunctionRequest(functionName: "f")
        #expect(
            await room.refusal(LambdaModel.GetFunction.self, input, as: service, for: pool)
                .hasPrefix("AccessDeniedException"))
        _ = try await room.run(
            LambdaModel.AddPermission.self,
            grant("s", "cognito-idp.amazonaws.com", action: "lambda:GetFunction", sourceARN: pool))
        _ = try await room.run(LambdaModel.GetFunction.self, input, as: service, for: pool)
        #expect(
            await room.refusal(LambdaModel.GetFunction.self, input, as: service, for: pool + "2")
                .hasPrefix("AccessDeniedException"))
        #expect(
            await room.refusal(LambdaModel.DeleteFunction.self, .init(functionName: "f"), as: service, for: pool)
                .hasPrefix("AccessDeniedException"))
    }

    @Test func anotherAccountNeedsBothSides() async throws {
        let room = try await room()
        let stranger = try room.user("stranger", account: "210987654321")
        let poor = try room.user("poor", account: "210987654321")
        let input = GetFunctionRequest(functionName: Self.arn)
        #expect(
            await room.refusal(LambdaModel.GetFunction.self, input, as: stranger)
                == "AccessDeniedException: User: arn:aws:iam::210987654321:user/stranger is not authorized to "
                + "perform: lambda:GetFunction on resource: \(Self.arn) because no resource-based policy allows the "
                + "lambda:GetFunction action")
        _ = try await room.run(
            LambdaModel.AddPermission.self, grant("s", "210987654321", action: "lambda:GetFunction"))
        _ = try await room.run(LambdaModel.GetFunction.self, input, as: stranger)
        #expect(
            await room.refusal(LambdaModel.GetFunction.self, input, as: poor).hasPrefix("AccessDeniedException"))
        // A name without its account is the caller's own function.
        #expect(
            await room.refusal(LambdaModel.GetFunction.self, .init(functionName: "f"), as: stranger)
                == "ResourceNotFoundException: Function not found: "
                + "arn:aws:lambda:eu-central-1:210987654321:function:f")
    }

    @Test func administratorsCanLimitWhomOthersAdmit() async throws {
        let room = try LambdaRoom(grants: [
            "limited": CreateFunctionTests.policy(
                #""lambda:*""#, on: "*",
                condition: #"{"StringEquals":{"lambda:Principal":"s3.amazonaws.com"}}"#)
        ])
        try await room.makeFunction("f")
        let limited = try room.user("limited")
        _ = try await room.run(LambdaModel.AddPermission.self, grant("s", "s3.amazonaws.com"), as: limited)
        #expect(
            await room.refusal(LambdaModel.AddPermission.self, grant("t", "*"), as: limited)
                .hasPrefix("AccessDeniedException"))
        _ = try await room.run(
            LambdaModel.RemovePermission.self, .init(functionName: "f", statementId: "s"), as: limited)
    }
}
