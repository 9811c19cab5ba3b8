import Foundation
import Storage
import Testing

/// What a process that dies leaves behind. The dying is done by `storage-crash`, a program of its own.
@Suite(.serialized) struct CrashTests {
    private static let writers = 32
    private static let kills = 60

    /// Why: the promise that matters most. Killed at any moment under 32 writers: every acknowledged write is
    /// there, no transaction is half there, and the file is sound.
    @Test(.timeLimit(.minutes(5)))
    func losesNothingWhenKilled() async throws {
        let seed = UInt64.random(in: 0 ... .max)
        print("CrashTests.losesNothingWhenKilled: seed \(seed)")
        var random = SeededRandom(seed: seed)
        try await ScratchFolder.run { scratch in
            let data = scratch + "/data"
            let lines = scratch + "/acknowledged"
            #expect(FileManager.default.createFile(atPath: lines, contents: nil))
            for kill in 0..<Self.kills {
                let output = try FileHandle(forWritingTo: URL(fileURLWithPath: lines))
                try output.seekToEnd()
                let program = try CrashProgram.start(["write", data, "\(Self.writers)"], output: output)
                // Each sixth dies while it opens the folder or recovers the log, the others in the midst of writing.
                let early = kill % 6 == 5
                if !early { try await wait(until: lines, growsBeyond: try output.offset()) }
                // Waiting is what is tested here: the moment of death has to be any moment.
                try await Task.sleep(for: .microseconds(Int.random(in: 0...(early ? 60_000 : 250_000), using: &random)))
                #expect(program.isRunning)
                #expect(Foundation.kill(program.processIdentifier, SIGKILL) == 0)
                program.waitUntilExit()
                let verdict = try CrashProgram.run(
                    ["verify", data, "\(Self.writers)"], input: FileHandle(forReadingAtPath: lines))
                #expect(verdict == "ready\nsound\n", "kill \(kill) with seed \(seed)")
                if verdict != "ready\nsound\n" { return }
            }
            let acknowledged = try String(contentsOfFile: lines, encoding: .utf8).split(separator: "\n").count
            print("CrashTests.losesNothingWhenKilled: \(Self.kills) kills, \(acknowledged) lines acknowledged")
            #expect(acknowledged > Self.kills * 10)
        }
    }

    /// Why: after a failed commit nobody knows what the disk holds. The store must stop, and keep what it said.
    @Test func stopsWhenTheDiskFails() async throws {
        try await ScratchFolder.run { scratch in
            let data = scratch + "/data"
            let said = try CrashProgram.run(["limit", data, "2000000"], input: nil)
            let lines = said.split(separator: "\n").map(String.init)
            #expect(Array(lines.suffix(3)) == ["stopped", "write refused", "read refused"])
            #expect(lines.count > 20)
            let path = scratch + "/acknowledged"
            try said.write(toFile: path, atomically: true, encoding: .utf8)
            let verdict = try CrashProgram.run(["verify", data, "1"], input: FileHandle(forReadingAtPath: path))
            #expect(verdict == "ready\nsound\n")
        }
    }

    /// Why: the lock is between processes, and one that was killed must not keep the next one out.
    @Test func aSecondProcessIsRefused() async throws {
        try await ScratchFolder.run { scratch in
            let data = scratch + "/data"
            let folder = try DataFolder.open(at: data)
            let refused = try CrashProgram.run(["hold", data], input: nil)
            #expect(refused.contains("Another process is using"))
            try await folder.close()
            let output = Pipe()
            let input = Pipe()
            let holder = try CrashProgram.start(
                ["hold", data], output: output.fileHandleForWriting, input: input.fileHandleForReading)
            #expect(try output.fileHandleForReading.read(upToCount: 6) == Data("ready\n".utf8))
            #expect(throws: StorageFault.locked(path: data)) { try DataFolder.open(at: data) }
            #expect(Foundation.kill(holder.processIdentifier, SIGKILL) == 0)
            holder.waitUntilExit()
            try await DataFolder.open(at: data).close()
        }
    }

    private func wait(until path: String, growsBeyond size: UInt64) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < deadline {
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            // "ready" and the first acknowledgement.
            if (attributes[.size] as? UInt64 ?? 0) > size + 8 { return }
            try await Task.sleep(for: .milliseconds(1))
        }
        Issue.record("the writers did not begin within a minute")
    }
}
