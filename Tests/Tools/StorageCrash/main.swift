import Storage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

// What the crash tests start and kill:
//   storage-crash write FOLDER WRITERS   writes until it is killed, one line for each acknowledged transaction
//   storage-crash verify FOLDER WRITERS  reads those lines and says what is lost or half there, or "sound"
//   storage-crash limit FOLDER BYTES     writes until a file may not grow, and says how the store then behaves
//   storage-crash hold FOLDER            keeps the folder until its standard input ends

/// Writes a line with one system call, so that what was acknowledged is out before anything else happens.
@Sendable func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(STDOUT_FILENO, bytes, bytes.count)
}

func run(_ arguments: [String]) async throws {
    let folder = try DataFolder.open(at: arguments[1])
    say("ready")
    switch arguments[0] {
    case "write":
        let trial = CrashTrial(writers: Int(arguments[2]) ?? 32)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<trial.writers {
                group.addTask {
                    while true {
                        let number = try await folder.engine.write { try trial.step(writer, in: $0) }
                        say("\(writer) \(number)")
                    }
                }
            }
            try await group.waitForAll()
        }
    case "verify":
        try await verify(folder, CrashTrial(writers: Int(arguments[2]) ?? 32))
    case "limit":
        try await reachLimit(of: UInt(arguments[2]) ?? 0, folder)
    default:
        while getchar() != EOF {}
        try await folder.close()
    }
}

/// Holds the store against the lines that its writers got out before they were killed.
func verify(_ folder: DataFolder, _ trial: CrashTrial) async throws {
    var acknowledged: [Int: Int] = [:]
    while let line = readLine() {
        let numbers = line.split(separator: " ").compactMap { Int($0) }
        if numbers.count == 2 { acknowledged[numbers[0]] = max(numbers[1], acknowledged[numbers[0], default: 0]) }
    }
    let last = acknowledged
    var damage = try await folder.engine.read { try trial.damage(acknowledged: last, in: $0) }
    damage += try await folder.engine.check()
    for line in damage { say("damage: \(line)") }
    if damage.isEmpty { say("sound") }
    try await folder.close()
}

/// A file that may not grow fails a commit in the middle, as a dying disk does.
func reachLimit(of bytes: UInt, _ folder: DataFolder) async throws {
    signal(SIGXFSZ, SIG_IGN)
    var limit = rlimit(rlim_cur: rlim_t(bytes), rlim_max: rlim_t(bytes))
    #if canImport(Glibc)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    #else
        setrlimit(RLIMIT_FSIZE, &limit)
    #endif
    let trial = CrashTrial(writers: 1)
    do {
        while true { say("0 \(try await folder.engine.write { try trial.step(0, in: $0) })") }
    } catch StorageFault.stopped {
        say("stopped")
    }
    // Room again, but what the disk holds is in doubt: the store must not go on as if nothing had been.
    do {
        _ = try await folder.engine.write { try trial.step(0, in: $0) }
        say("wrote")
    } catch StorageFault.stopped {
        say("write refused")
    }
    do {
        _ = try await folder.engine.read { try $0.count(in: .all) }
        say("read")
    } catch StorageFault.stopped {
        say("read refused")
    }
}

do {
    try await run(Array(CommandLine.arguments.dropFirst()))
} catch let fault as StorageFault {
    say("refused: \(fault)")
    exit(3)
}
