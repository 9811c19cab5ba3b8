import Blobs
import Foundation
import Kernel
import Testing

@testable import FunctionRuntime

/// What the services above rely on: provisioning, retirement, the end of all, refusals.
@Suite(.enabled(if: Workshop.runsNode, "needs bubblewrap and node"), .serialized)
struct RunnerTests {
    private static let count = [
        "index.js":
            "let n = 0; exports.handler = async () => [++n, process.env.AWS_LAMBDA_INITIALIZATION_TYPE];"
    ]

    @Test("provisioned environments are started ahead, and let go")
    func provision() async throws {
        let shop = Workshop()
        let function = try await shop.function(Self.count)
        try await shop.runner.provision(2, of: function, support: shop.log)
        #expect(shop.runner.environmentCount == 2)
        #expect(try await shop.invoke(function).text == #"[1,"provisioned-concurrency"]"#)
        await shop.runner.retire(revision: function.revision)
        for _ in 0..<200 where shop.runner.environmentCount > 0 { try await Task.sleep(for: .milliseconds(10)) }
        #expect(shop.runner.environmentCount == 0)
        await shop.close()
    }

    @Test("provisioning a function that cannot start says so")
    func provisionBroken() async throws {
        let shop = Workshop()
        let function = try await shop.function(["index.js": "throw new Error('no');"])
        await #expect(throws: (any Error).self) {
            try await shop.runner.provision(1, of: function, support: shop.log)
        }
        await shop.close()
    }

    @Test("the end of all leaves no process, no code and no group")
    func retireAll() async throws {
        let shop = Workshop()
        let function = try await shop.function(Self.count)
        _ = try await shop.invoke(function)
        await shop.runner.retireAll()
        #expect(shop.runner.environmentCount == 0)
        #expect(FolderTree.names(in: shop.folder + "/code") == [])
        #expect(try await shop.invoke(function).text.hasPrefix("[1,"))
        await shop.close()
    }

    @Test("a caller that gives up does not end the function")
    func cancellation() async throws {
        let shop = Workshop()
        let function = try await shop.function([
            "index.js":
                "let n = 0; exports.handler = async () => { await new Promise((r) => setTimeout(r, 300)); return ++n; };"
        ])
        _ = try await shop.invoke(function)
        let caller = Task { try await shop.invoke(function) }
        try await Task.sleep(for: .milliseconds(50))
        caller.cancel()
        await #expect(throws: CancellationError.self) { try await caller.value }
        try await Task.sleep(for: .milliseconds(500))
        #expect(try await shop.invoke(function).text == "3")
        await shop.close()
    }

    @Test("runtimes that cannot run are refused, with a reason")
    func missing() async throws {
        let shop = Workshop()
        for runtime in ["java21", "ruby3.3", "dotnet8"] {
            let function = try await shop.function(["a": "b"], runtime: runtime)
            await #expect(throws: FunctionRunnerFault.self) { try await shop.invoke(function) }
        }
        await shop.close()
        let bare = Workshop(path: ["/nonexistent"])
        #expect(await bare.runner.obstacle(to: "nodejs20.x")?.contains("bubblewrap (bwrap) is not installed") == true)
        await bare.close()
    }

    @Test("without a sandbox functions run where the operator allows it")
    func unconfined() async throws {
        let shop = Workshop(sandbox: .off)
        let function = try await shop.function(Self.count)
        #expect(try await shop.invoke(function).text == #"[1,"on-demand"]"#)
        #expect(try await shop.invoke(function).text == #"[2,"on-demand"]"#)
        let crash = try await shop.node("process.exit(4);")
        #expect(crash.text.contains("Runtime exited with error: exit status 4"))
        await shop.close()
    }

    @Test("code that is no archive is said to be unusable")
    func brokenCode() async throws {
        let shop = Workshop()
        var function = try await shop.function(Self.count)
        function.code = try await shop.blobs.put(Array("nothing".utf8)).id
        await #expect(throws: FunctionRunnerFault.self) { try await shop.invoke(function) }
        await shop.close()
    }
}
