import Foundation
import Testing

@testable import FunctionRuntime

/// What reaches the command line or the wrong environment is a hole that no running test shows.
struct SandboxPlanTests {
    private static let root = RootFolder(entries: [("/bin", .link("usr/bin")), ("/lib", .folder)])

    private static func plan(_ confinement: Confinement) -> LaunchPlan { sample(confinement).launch(on: root) }

    private static func sample(_ confinement: Confinement) -> SandboxPlan {
        SandboxPlan(
            confinement: confinement, user: 2_000_000_007, code: "/data/code/abc", layers: "/data/code/def",
            bootstraps: "/data/runtime", mounts: ["/home/me/node"], interpreter: ("node", "/home/me/node/bin/node"),
            scratchMegabytes: 512, groups: ["/sys/fs/cgroup/x/cgroup.procs"],
            variables: ["LD_PRELOAD": "/var/task/evil.so", "SECRET": "it's", "bad name": "x", "": "y"],
            command: ["/home/me/node/bin/node", "/var/runtime/nodejs.cjs"]
        )
    }

    private static func arguments(_ plan: LaunchPlan) -> [String] {
        plan.inputs[0].split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(
        "functions' variables are in no argument and in no launcher's environment",
        arguments: [
            Confinement.ownUser(bubblewrap: "/usr/bin/bwrap", setpriv: "/usr/bin/setpriv"),
            Confinement.userNamespace(bubblewrap: "/usr/bin/bwrap"),
        ])
    func variables(confinement: Confinement) {
        let plan = Self.plan(confinement)
        for word in plan.words + plan.environment + Self.arguments(plan) {
            #expect(!word.contains("evil") && !word.contains("it's"), "\(word)")
        }
        // Nor does the list of processes show where the server keeps what.
        for word in plan.words { #expect(!word.contains("/data/"), "\(word)") }
        let file = String(decoding: plan.inputs[2], as: UTF8.self)
        #expect(file.contains("export LD_PRELOAD='/var/task/evil.so'\n"))
        #expect(file.contains("export SECRET='it'\\''s'\n"))
        #expect(!file.contains("bad name"))
    }

    @Test(
        "names that mean something to a shell are a function's to use, and end no start",
        arguments: ["OPTIND", "IFS", "UID", "PPID", "SECONDS", "BASHOPTS", "LINENO", "PATHS"])
    func shellNames(name: String) throws {
        var plan = Self.sample(.userNamespace(bubblewrap: "/usr/bin/bwrap"))
        plan.variables = [name: "it's; no $number", "LAST": "z"]
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("plan-\(UUID().uuidString)")
        try Data(plan.launch(on: Self.root).inputs[2]).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", ". \(file.path); exec \"$@\"", "sh", "/usr/bin/env", "-0"]
        let output = Pipe()
        shell.standardOutput = output
        try shell.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        shell.waitUntilExit()
        let lines = text.split(separator: "\0")
        #expect(lines.contains("\(name)=it's; no $number"), "\(text)")
        #expect(lines.contains("LAST=z"))
    }

    @Test("a root server's functions get a user of their own, after the mounts and before anything of theirs")
    func ownUser() throws {
        let words = Self.plan(.ownUser(bubblewrap: "/usr/bin/bwrap", setpriv: "/usr/bin/setpriv")).words
        let setpriv = try #require(words.firstIndex(of: "/usr/bin/setpriv"))
        let runtime = try #require(words.firstIndex(of: "/home/me/node/bin/node"))
        #expect(words.firstIndex(of: "/usr/bin/bwrap").map { $0 < setpriv } == true)
        #expect(setpriv < runtime)
        #expect(Array(words[(setpriv + 1)...].prefix(2)) == ["--reuid", "2000000007"])
        #expect(words.contains("--bounding-set=-all"))
    }

    @Test("an ordinary server's functions run in a user namespace")
    func userNamespace() {
        let plan = Self.plan(.userNamespace(bubblewrap: "/usr/bin/bwrap"))
        #expect(Self.arguments(plan).contains("--unshare-user"))
        #expect(!plan.words.contains("--reuid"))
    }

    @Test("all of the host is read-only, and /tmp is bounded")
    func mounts() {
        let words = Self.arguments(Self.plan(.userNamespace(bubblewrap: "/usr/bin/bwrap")))
        #expect(!words.contains("--bind") && !words.contains("--dev-bind"))
        #expect(words.contains("--symlink") && words.contains("usr/bin"))
        #expect(words.contains("/home/me") && words.contains("\(512 << 20)"))
        for (option, flag) in [
            ("--unshare-pid", true), ("--unshare-ipc", true), ("--die-with-parent", true), ("--unshare-net", false),
        ] {
            #expect(words.contains(option) == flag, "\(option)")
        }
    }

    @Test("the filter of system calls is whole instructions, and not empty where it is known")
    func filter() {
        #expect(SeccompFilter.program.count % 8 == 0)
        #if arch(x86_64) || arch(arm64)
            #expect(SeccompFilter.program.count > 400)
        #endif
    }
}
