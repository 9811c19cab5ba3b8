import IAMModel
import Kernel
import Storage
import Testing
import Wire

@testable import ServiceIAM

/// Unique keys must decide races, and a conflict that makes the closure run again must leave nothing behind.
struct UserRaceTests {
    @Test func ofManyWhoCreateOneNameExactlyOneWins() async throws {
        // Every third commit is lost and runs again.
        let room = try UserRoom(
            faults: FaultPlan(fault: { $0.step == .commit && $0.commit % 3 == 0 ? .conflict : nil }))
        let outcomes = await withTaskGroup(of: String.self) { group in
            for index in 0..<16 {
                let name = index.isMultiple(of: 2) ? "ada" : "ADA"
                group.addTask { await room.refusal(IAMModel.CreateUser.self, .init(userName: name)) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == "no refusal" } == 1)
        #expect(outcomes.count { $0.hasPrefix("EntityAlreadyExists: User with name") } == 15)
        #expect(try await room.run(IAMModel.ListUsers.self, .init()).users.count == 1)
    }

    @Test func aUserNeverGetsAThirdKey() async throws {
        let room = try UserRoom(
            faults: FaultPlan(fault: { $0.step == .commit && $0.commit % 2 == 0 ? .conflict : nil }))
        try await room.makeUser("ada")
        let outcomes = await withTaskGroup(of: String.self) { group in
            for _ in 0..<8 {
                group.addTask { await room.refusal(IAMModel.CreateAccessKey.self, .init(userName: "ada")) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == "no refusal" } == 2)
        #expect(outcomes.count { $0 == "LimitExceeded: Cannot exceed quota for AccessKeysPerUser: 2" } == 6)
    }

    @Test func aFailedCommitLeavesNoUser() async throws {
        let room = try UserRoom(faults: .atCommit(1, .full))
        #expect(await room.refusal(IAMModel.CreateUser.self, .init(userName: "ada")).hasPrefix("another failure"))
        #expect(try await room.run(IAMModel.ListUsers.self, .init()).users.isEmpty)
    }
}
