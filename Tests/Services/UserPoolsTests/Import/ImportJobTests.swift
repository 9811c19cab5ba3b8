import Kernel
import Logging
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// Users brought in from a file: what is taken, what is not, and that nothing is taken twice.
struct ImportJobTests {
    private static let role = "arn:aws:iam::123456789012:role/logs"

    private func pool(
        _ room: UserPoolRoom, _ change: (inout CreateUserPoolRequest) -> Void = { _ in }
    ) async throws -> StoredPool {
        try await room.makePool { request in
            request.autoVerifiedAttributes = [.email]
            request.schema = [SchemaAttributeType(name: "team", attributeDataType: .string, mutable: true)]
            change(&request)
        }
    }

    private func job(_ room: UserPoolRoom, _ pool: StoredPool) async throws -> UserImportJobType {
        let made = try await room.run(
            UserPoolsModel.CreateUserImportJob.self,
            .init(jobName: "move", userPoolId: pool.id.text, cloudWatchLogsRoleArn: Self.role))
        return try #require(made.userImportJob)
    }

    /// A file with these rows, each `name,mail,verified`, under a header in an order of its own.
    private func file(_ rows: [String], of pool: StoredPool, end: String = "\n") -> [UInt8] {
        let first = ["cognito:username", "email", "email_verified"]
        let rest = ImportHeader(of: pool).columns.filter { !first.contains($0) }
        let empty = String(repeating: ",", count: rest.count)
        let lines = [(first + rest).joined(separator: ",")] + rows.map { $0 + empty }
        return Array(lines.joined(separator: end).utf8)
    }

    @discardableResult
    private func send(
        _ body: [UInt8], to job: UserImportJobType, _ room: UserPoolRoom, method: String = "PUT"
    ) async throws -> WireResponse {
        let address = try #require(job.preSignedUrl).dropFirst("http://127.0.0.1:4566".count)
        let parts = address.split(separator: "?", maxSplits: 1)
        let request = WireRequest(method: method, path: String(parts[0]), query: String(parts[1]), body: body)
        let site = ImportUploads(store: room.store)
        #expect(site.answers(host: "127.0.0.1", path: request.path))
        _ = try await site.place(of: request)
        return try await site.respond(to: request, in: room.call())
    }

    private func start(_ job: UserImportJobType, _ room: UserPoolRoom) async throws {
        _ = try await room.run(
            UserPoolsModel.StartUserImportJob.self,
            .init(userPoolId: try #require(job.userPoolId), jobId: try #require(job.jobId)))
    }

    private func described(_ job: UserImportJobType, _ room: UserPoolRoom) async throws -> UserImportJobType {
        let input = DescribeUserImportJobRequest(
            userPoolId: try #require(job.userPoolId), jobId: try #require(job.jobId))
        return try #require(try await room.run(UserPoolsModel.DescribeUserImportJob.self, input).userImportJob)
    }

    private func worker(_ room: UserPoolRoom) -> ImportWorker {
        ImportWorker(
            store: room.store, report: ImportReport(client: room.client, random: room.random), clock: room.clock,
            logger: Logger(label: "test"))
    }

    /// Tools build their files from this answer.
    @Test func tellsTheColumns() async throws {
        let room = try UserPoolRoom()
        let pool = try await pool(room)
        let answer = try await room.run(UserPoolsModel.GetCSVHeader.self, .init(userPoolId: pool.id.text))
        #expect(answer.csvHeader?.prefix(3) == ["name", "given_name", "family_name"])
        #expect(answer.csvHeader?.suffix(3) == ["custom:team", "cognito:mfa_enabled", "cognito:username"])
        #expect(answer.csvHeader?.count == 22)
    }

    /// The whole way, with rows that AWS would import, skip and fail.
    @Test func importsWhatItCan() async throws {
        let room = try UserPoolRoom()
        let pool = try await pool(room)
        try await room.layUser("old", in: pool)
        let job = try await job(room, pool)
        #expect(job.status == .created)
        let rows = [
            "ada, ada@example.com ,TRUE", "old,old@example.com,true", "eve,eve@example.com,false",
            "with space,x@example.com,true", "bob,not a mail,true", "short", #"com\,ma,comma@example.com,true"#,
        ]
        #expect(try await send(file(rows, of: pool, end: "\r\n"), to: job, room).status == 200)
        try await start(job, room)
        #expect(try await described(job, room).status == .pending)
        try await worker(room).round()
        let done = try await described(job, room)
        #expect(done.status == .succeeded)
        #expect([done.importedUsers, done.skippedUsers, done.failedUsers] == [2, 1, 4])
        #expect(done.completionMessage == "Import Job Completed Successfully.")
        let ada = try #require(try await room.store.read { try Users.get("ada", in: pool, $0) })
        #expect(ada.status == .resetRequired)
        #expect(ada.attributes == ["email": "ada@example.com", "email_verified": "true"])
        #expect(try await room.store.read { try Users.get("com,ma", in: pool, $0) } != nil)
        #expect(try await room.store.read { try ImportChunks.records.count(account: UserPoolRoom.digits, in: $0) } == 0)
    }

    /// Each line is told in CloudWatch, where the job's role may write, and by number: the file is full of personal data.
    @Test func tellsWhatCameOfEachLine() async throws {
        let room = try UserPoolRoom()
        let pool = try await pool(room) { $0.poolName = "birds @ home" }
        try await room.layUser("old", in: pool)
        let job = try await job(room, pool)
        let rows = ["ada,ada@example.com,true", "old,old@example.com,true", "eve,eve@example.com,false"]
        try await send(file(rows, of: pool), to: job, room)
        try await start(job, room)
        try await worker(room).round()
        let place = "/aws/cognito/userpools/\(pool.id)/birds___home:\(try #require(job.jobId))/move"
        #expect(
            room.logs.events[place] == [
                "[SUCCEEDED] Line Number 2 - The import succeeded.",
                "[SKIPPED] Line Number 3 - The user already exists.",
                "[FAILED] Line Number 4 - The User Record does not set any of the auto verified attributes to true. "
                    + "(Example: email_verified to true).",
            ])
        #expect(
            room.logs.callers == ["arn:aws:sts::123456789012:assumed-role/logs/\(try #require(job.jobId))"])
    }

    /// As on AWS, nobody is imported whose import cannot be told.
    @Test(arguments: [true, false])
    func failsWhereTheRoleIsNoGood(_ isClosed: Bool) async throws {
        let room = try UserPoolRoom()
        let pool = try await pool(room)
        let made = try await room.run(
            UserPoolsModel.CreateUserImportJob.self,
            .init(
                jobName: "move", userPoolId: pool.id.text,
                cloudWatchLogsRoleArn: isClosed ? "arn:aws:iam::123456789012:role/closed" : Self.role))
        let job = try #require(made.userImportJob)
        if !isClosed { room.logs.refuse(CommonError.accessDenied("not authorized to perform: logs:CreateLogStream")) }
        try await send(file(["a,a@example.com,true"], of: pool), to: job, room)
        try await start(job, room)
        try await worker(room).round()
        let done = try await described(job, room)
        #expect(done.status == .failed)
        #expect(
            done.completionMessage
                == "The Amazon CloudWatch Logs role cannot be assumed, doesn't have the correct access policy, or has "
                + "been deleted.")
        #expect(done.importedUsers == 0)
        #expect(try await room.store.read { try Users.get("a", in: pool, $0) } == nil)
    }

    /// AWS takes files of 100 MB, but only from who was given the address.
    @Test func theAddressAdmitsLargeFiles() async throws {
        let room = try UserPoolRoom()
        let pool = try await pool(room)
        let address = try #require(try await job(room, pool).preSignedUrl).dropFirst("http://127.0.0.1:4566".count)
        let parts = address.split(separator: "?", maxSplits: 1).map(String.init)
        let site = ImportUploads(store: room.store)
        let head = WireRequest(method: "PUT", path: parts[0], query: parts[1])
        #expect(site.bodyLimit(of: head) == 104_857_600)
        #expect(site.bodyLimit(of: WireRequest(method: "PUT", path: parts[0], query: parts[1] + "A")) == nil)
    }

    /// A crash before or after any commit loses nothing and doubles nothing.
    @Test(arguments: 1...7, [FaultPlan.Fault.crash, .crashUnheard])
    func goesOnAfterACrash(_ commit: Int, _ fault: FaultPlan.Fault) async throws {
        let room = try UserPoolRoom()
        let pool = try await pool(room)
        let job = try await job(room, pool)
        try await send(file((0..<350).map { "user\($0),user\($0)@example.com,true" }, of: pool), to: job, room)
        try await start(job, room)
        let dying = try UserPoolRoom(engine: room.engine.reopened(faults: .atCommit(commit, fault)))
        // Rooms draw alike; after a real restart nothing does.
        _ = dying.random.bytes(20_000)
        let refusal = await UserPoolRoom.refusal { try await worker(dying).round() }
        #expect(refusal.hasPrefix("another failure"))
        let next = try UserPoolRoom(engine: dying.engine.reopened())
        _ = next.random.bytes(60_000)
        try await worker(next).round()
        let done = try await next.store.read { try ImportJobs.get(job.jobId ?? "", in: pool, $0) }
        #expect(done?.status == .succeeded)
        #expect([done?.imported, done?.skipped, done?.failed] == [350, 0, 0])
        #expect(done?.file == nil)
        #expect(try await next.store.read { try UserCounts.count(of: pool, $0) } == 350)
    }

    /// Two workers at the same job, as on two machines, import no line twice.
    @Test func countsAChunkOnce() async throws {
        let room = try UserPoolRoom()
        let pool = try await pool(room)
        let job = try await job(room, pool)
        try await send(file((0..<150).map { "user\($0),user\($0)@example.com,true" }, of: pool), to: job, room)
        try await start(job, room)
        let stored = try #require(try await room.store.read { try ImportJobs.get(job.jobId ?? "", in: pool, $0) })
        let chunk = try #require(try await room.store.read { try ImportChunks.get(0, of: stored, $0) })
        let header = try #require(ImportHeader(chunk.lines[0], for: pool))
        let batch = ImportBatch(chunk, under: header, in: pool, random: room.random, at: UserPoolRoom.start)
        #expect(try await room.store.write { try batch.run(on: stored, pool, $0) }?.count == 99)
        #expect(try await room.store.write { try batch.run(on: stored, pool, $0) } == nil)
        try await worker(room).round()
        #expect(try await described(job, room).importedUsers == 150)
    }

    /// A stopped job stays stopped; the next may start only then, for an account has one at a time.
    @Test func stopsAndRunsOneAtATime() async throws {
        let room = try UserPoolRoom()
        let pool = try await pool(room)
        let first = try await job(room, pool)
        let second = try await job(room, pool)
        #expect(
            await UserPoolRoom.refusal { try await start(first, room) }
                == "PreconditionNotMetException: The CSV file of the job has not been uploaded.")
        for job in [first, second] { try await send(file(["a,a@example.com,true"], of: pool), to: job, room) }
        try await start(first, room)
        #expect(
            await UserPoolRoom.refusal { try await start(second, room) }
                == "PreconditionNotMetException: Only one import job can be active at a time per account.")
        let stopped = try await room.run(
            UserPoolsModel.StopUserImportJob.self,
            .init(userPoolId: pool.id.text, jobId: try #require(first.jobId)))
        #expect(stopped.userImportJob?.status == .stopped)
        #expect(stopped.userImportJob?.completionMessage == "The Import Job was stopped by the developer.")
        try await worker(room).round()
        #expect(try await described(first, room).importedUsers == 0)
        try await start(second, room)
        #expect(await UserPoolRoom.refusal { try await start(first, room) }.hasPrefix("PreconditionNotMetException"))
    }

    /// Files that are no use, and files of users that are all no use.
    @Test(arguments: [
        ("no header at all", "The header of the CSV file does not match the user pool's."),
        ("\u{FEFF}", "The header of the CSV file does not match the user pool's."),
        ("", "The CSV file could not be parsed."),
    ])
    func failsOnUnusableFiles(_ text: String, _ message: String) async throws {
        let room = try UserPoolRoom()
        let pool = try await pool(room)
        let job = try await job(room, pool)
        try await send(Array(text.utf8), to: job, room)
        try await start(job, room)
        try await worker(room).round()
        let done = try await described(job, room)
        #expect(done.status == .failed)
        #expect(done.completionMessage == message)
    }

    @Test func failsWhereNobodyCouldBeImported() async throws {
        let room = try UserPoolRoom()
        let pool = try await pool(room)
        let job = try await job(room, pool)
        try await send(file(["a,a@example.com,false"], of: pool), to: job, room)
        try await start(job, room)
        try await worker(room).round()
        let done = try await described(job, room)
        #expect(done.status == .failed)
        #expect(done.completionMessage == "Too many users have failed or been skipped during the import.")
    }

    /// An address is good for a quarter of an hour, for its own job, and for sending alone.
    @Test func takesFilesAtItsAddressAlone() async throws {
        let room = try UserPoolRoom()
        let pool = try await pool(room)
        var job = try await job(room, pool)
        let body = file(["a,a@example.com,true"], of: pool)
        let read = await UserPoolRoom.refusal { try await send(body, to: job, room, method: "GET") }
        #expect(read.hasPrefix("MethodNotAllowed"))
        let right = job.preSignedUrl
        job.preSignedUrl = right.map { String($0.dropLast(4)) + "AAAA" }
        #expect(await UserPoolRoom.refusal { try await send(body, to: job, room) } == "AccessDenied: Access Denied")
        job.preSignedUrl = right?.replacing("/import-", with: "/import-x")
        #expect(await UserPoolRoom.refusal { try await send(body, to: job, room) } == "AccessDenied: Access Denied")
        job.preSignedUrl = right
        room.clock.advance(seconds: 901)
        #expect(
            await UserPoolRoom.refusal { try await send(body, to: job, room) } == "AccessDenied: Request has expired")
    }

    /// A second file takes the place of the first.
    @Test func takesTheLastFile() async throws {
        let room = try UserPoolRoom()
        let pool = try await pool(room)
        let job = try await job(room, pool)
        try await send(file((0..<300).map { "old\($0),o\($0)@example.com,true" }, of: pool), to: job, room)
        try await send(file(["new,new@example.com,true"], of: pool), to: job, room)
        #expect(try await room.store.read { try ImportChunks.records.count(account: UserPoolRoom.digits, in: $0) } == 1)
        try await start(job, room)
        try await worker(room).round()
        #expect(try await described(job, room).importedUsers == 1)
    }

    /// A job that nobody started expires after a day, and takes its file with it.
    @Test func expires() async throws {
        let room = try UserPoolRoom()
        let pool = try await pool(room)
        let job = try await job(room, pool)
        try await send(file(["a,a@example.com,true"], of: pool), to: job, room)
        room.clock.advance(seconds: 86_399)
        try await worker(room).round()
        #expect(try await described(job, room).status == .created)
        room.clock.advance(seconds: 1)
        try await worker(room).round()
        #expect(try await described(job, room).status == .expired)
        #expect(try await described(job, room).completionMessage == "The user import job has never started.")
        #expect(try await room.store.read { try ImportChunks.records.count(account: UserPoolRoom.digits, in: $0) } == 0)
    }

    /// The last made comes first.
    @Test func listsJobs() async throws {
        let room = try UserPoolRoom()
        let pool = try await pool(room)
        var made: [String?] = []
        for _ in 0..<3 {
            made.insert(try await job(room, pool).jobId, at: 0)
            room.clock.advance(seconds: 1)
        }
        let first = try await room.run(
            UserPoolsModel.ListUserImportJobs.self, .init(userPoolId: pool.id.text, maxResults: 2))
        let rest = try await room.run(
            UserPoolsModel.ListUserImportJobs.self,
            .init(userPoolId: pool.id.text, maxResults: 2, paginationToken: first.paginationToken))
        #expect((first.userImportJobs ?? []).map(\.jobId) + (rest.userImportJobs ?? []).map(\.jobId) == made)
        #expect(rest.paginationToken == nil)
    }
}
