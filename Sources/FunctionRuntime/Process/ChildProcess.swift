internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// What to start: a program with its words, a clean environment, and the descriptors it finds from 3 on.
struct LaunchPlan {
    var words: [String]
    var environment: [String]
    /// Bytes that the program reads from descriptors 4, 5, …; descriptor 3 tells of its end.
    var inputs: [[UInt8]]
}

/// A program that was started, at the head of a process group of its own.
struct ChildProcess {
    let id: pid_t
    /// Everything that it and its children write to standard output and error, in order.
    let output: Int32
    /// Ends when everything that was started has ended.
    let life: Int32

    /// Held from the making of descriptors to the start: a program started meanwhile would hold them too.
    private static let launching = Mutex(())

    /// Starts a program. Must be called on a thread that outlives the program: a sandbox dies with that thread.
    static func start(_ plan: LaunchPlan) throws(LaunchFault) -> ChildProcess {
        try launching.withLock { (_) throws(LaunchFault) in try startAlone(plan) }
    }

    private static func startAlone(_ plan: LaunchPlan) throws(LaunchFault) -> ChildProcess {
        var passedOn: [Int32] = []
        var kept: [Int32] = []
        defer { for descriptor in passedOn + kept { close(descriptor) } }
        for _ in 0..<2 {
            let (read, write) = try Descriptors.pipe()
            kept.append(read)
            passedOn.append(write)
        }
        for input in plan.inputs { passedOn.append(try Descriptors.filled(with: input)) }
        let id = try spawn(plan, inheriting: [passedOn[0]] + passedOn)
        for descriptor in kept { Descriptors.makeNonBlocking(descriptor) }
        let child = ChildProcess(id: id, output: kept[0], life: kept[1])
        kept = []
        return child
    }

    /// Kills the program and its process group.
    func kill() {
        _ = killpg(id, SIGKILL)
        #if canImport(Glibc)
            _ = Glibc.kill(id, SIGKILL)
        #elseif canImport(Musl)
            _ = Musl.kill(id, SIGKILL)
        #else
            _ = Darwin.kill(id, SIGKILL)
        #endif
    }

    /// How the program ended; `nil` while it has not.
    static func reap(_ id: pid_t) -> RuntimeExit? {
        var status: Int32 = 0
        while true {
            let answer = waitpid(id, &status, WNOHANG)
            if answer < 0, errno == EINTR { continue }
            guard answer != 0 else { return nil }
            guard answer > 0 else { return .code(0) }
            let signal = status & 0x7f
            return signal == 0 ? RuntimeExit(shellCode: (status >> 8) & 0xff) : .signal(signal)
        }
    }

    /// Starts the program with the given descriptors as 1, 2, 3 and so on, and no others.
    private static func spawn(_ plan: LaunchPlan, inheriting descriptors: [Int32]) throws(LaunchFault) -> pid_t {
        #if os(Linux)
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #else
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        // Copies that lie above all targets: no target overwrites what is still to be copied.
        var copies: [Int32] = []
        defer { for copy in copies { close(copy) } }
        for descriptor in descriptors {
            let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 64)
            guard copy >= 0 else { throw .system("fcntl", errno) }
            copies.append(copy)
        }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        for (index, copy) in copies.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, copy, Int32(index) + 1)
        }
        var flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP
        #if canImport(Darwin)
            flags |= POSIX_SPAWN_CLOEXEC_DEFAULT
        #else
            for descriptor in Descriptors.inheritable(from: Int32(copies.count) + 1) {
                posix_spawn_file_actions_addclose(&actions, descriptor)
            }
        #endif
        var all = sigset_t()
        var none = sigset_t()
        sigfillset(&all)
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(flags))
        return try CStrings.with(plan.words, plan.environment) { words, environment throws(LaunchFault) in
            guard let program = words[0] else { throw .system("posix_spawn", EINVAL) }
            var id: pid_t = 0
            let fault = posix_spawn(&id, program, &actions, &attributes, words, environment)
            guard fault == 0 else { throw .system("posix_spawn", fault) }
            return id
        }
    }
}

/// Words as C has them.
private enum CStrings {
    typealias List = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

    /// Hands on two lists that end with a null and live only as long as the call.
    static func with<Result>(
        _ first: [String], _ second: [String], _ body: (List, List) throws(LaunchFault) -> Result
    ) throws(LaunchFault) -> Result {
        let lists = [first, second].map { words in
            let list = List.allocate(capacity: words.count + 1)
            for (index, word) in words.enumerated() { list[index] = strdup(word) }
            list[words.count] = nil
            return list
        }
        defer {
            for (list, count) in zip(lists, [first.count, second.count]) {
                for index in 0..<count { free(list[index]) }
                list.deallocate()
            }
        }
        return try body(lists[0], lists[1])
    }
}
