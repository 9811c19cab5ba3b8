#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The kernel's groups of processes, which bound memory and numbers of processes; where this process may make any.
struct ControlGroups: Hashable, Sendable {
    enum Version: Hashable, Sendable {
        case one(memory: String, processes: String?)
        case two(String)
    }

    private static let prefix = "martlet-functions-"

    let version: Version

    /// Makes the folder in which one user of groups in this process keeps them; `nil` where the machine offers none.
    static func open(named name: String) -> ControlGroups? {
        let name = "\(prefix)\(getpid())-\(name)"
        #if os(Linux)
            if let folder = unified(), let groups = claim(.two(folder), name) { return groups }
            let memory = "/sys/fs/cgroup/memory"
            let processes = "/sys/fs/cgroup/pids"
            guard access(memory + "/memory.limit_in_bytes", F_OK) == 0 || access(memory + "/tasks", F_OK) == 0 else {
                return nil
            }
            let hasProcesses = access(processes + "/cgroup.procs", F_OK) == 0
            return claim(.one(memory: memory, processes: hasProcesses ? processes : nil), name)
        #else
            return nil
        #endif
    }

    /// Makes a group; `nil` where that fails.
    func make(_ name: String, memory: Int, processes: Int) -> ControlGroup? {
        switch version {
        case .one(let memoryFolder, let processFolder):
            let folder = "\(memoryFolder)/\(name)"
            guard mkdir(folder, 0o755) == 0 || errno == EEXIST else { return nil }
            Descriptors.put("0", into: folder + "/memory.swappiness")
            guard Descriptors.put("\(memory)", into: folder + "/memory.limit_in_bytes") else {
                rmdir(folder)
                return nil
            }
            Descriptors.put("\(memory)", into: folder + "/memory.memsw.limit_in_bytes")
            var folders = [folder]
            if let processFolder, mkdir("\(processFolder)/\(name)", 0o755) == 0 || errno == EEXIST {
                Descriptors.put("\(processes)", into: "\(processFolder)/\(name)/pids.max")
                folders.append("\(processFolder)/\(name)")
            }
            return ControlGroup(folders: folders, isUnified: false)
        case .two(let parent):
            let folder = "\(parent)/\(name)"
            guard mkdir(folder, 0o755) == 0 || errno == EEXIST else { return nil }
            guard Descriptors.put("\(memory)", into: folder + "/memory.max") else {
                rmdir(folder)
                return nil
            }
            Descriptors.put("0", into: folder + "/memory.swap.max")
            Descriptors.put("\(processes)", into: folder + "/pids.max")
            return ControlGroup(folders: [folder], isUnified: true)
        }
    }

    /// Removes the folder; its groups must be gone.
    func close() {
        for folder in folders { rmdir(folder) }
    }

    private var folders: [String] {
        switch version {
        case .one(let memory, let processes): [memory] + (processes.map { [$0] } ?? [])
        case .two(let folder): [folder]
        }
    }

    /// This process's own group in the second version's tree, where it passes on memory limits.
    private static func unified() -> String? {
        guard let text = Descriptors.contents(of: "/proc/self/cgroup").map({ String(decoding: $0, as: UTF8.self) }),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("0::") })
        else { return nil }
        let own = "/sys/fs/cgroup" + (line.dropFirst(3) == "/" ? "" : line.dropFirst(3))
        guard let controllers = Descriptors.contents(of: own + "/cgroup.controllers"),
            String(decoding: controllers, as: UTF8.self).split(whereSeparator: \.isWhitespace).contains("memory")
        else { return nil }
        if Descriptors.put("+memory +pids", into: own + "/cgroup.subtree_control") { return own }
        // A group that passes controllers on may hold no process itself, so this one moves into a leaf.
        let leaf = own + "/martlet-server"
        guard mkdir(leaf, 0o755) == 0 || errno == EEXIST, Descriptors.put("0", into: leaf + "/cgroup.procs"),
            Descriptors.put("+memory +pids", into: own + "/cgroup.subtree_control")
        else { return nil }
        return own
    }

    /// Makes this process's own folder in each tree, and removes those of processes that are gone.
    private static func claim(_ version: Version, _ name: String) -> ControlGroups? {
        let roots = ControlGroups(version: version).folders
        for root in roots {
            removeLeftovers(in: root)
            guard mkdir("\(root)/\(name)", 0o755) == 0 || errno == EEXIST else { return nil }
        }
        switch version {
        case .one(let memory, let processes):
            Descriptors.put("1", into: "\(memory)/\(name)/memory.use_hierarchy")
            return ControlGroups(
                version: .one(memory: "\(memory)/\(name)", processes: processes.map { "\($0)/\(name)" }))
        case .two(let folder):
            guard Descriptors.put("+memory +pids", into: "\(folder)/\(name)/cgroup.subtree_control") else {
                rmdir("\(folder)/\(name)")
                return nil
            }
            return ControlGroups(version: .two("\(folder)/\(name)"))
        }
    }

    private static func removeLeftovers(in root: String) {
        for name in FolderTree.names(in: root) {
            guard name.hasPrefix(prefix),
                let id = pid_t(name.dropFirst(prefix.count).prefix { $0.isNumber })
            else { continue }
            guard kill(id, 0) != 0, errno == ESRCH else { continue }
            for group in FolderTree.names(in: "\(root)/\(name)") {
                ControlGroup(folders: ["\(root)/\(name)/\(group)"], isUnified: false).kill()
                rmdir("\(root)/\(name)/\(group)")
            }
            rmdir("\(root)/\(name)")
        }
    }
}

/// One environment's group.
struct ControlGroup: Hashable, Sendable {
    /// In each tree its folder, that of the memory first.
    let folders: [String]
    let isUnified: Bool

    /// The files that a process of one thread writes itself into.
    ///
    /// The first version's `tasks` spares it the wait for all processors that `cgroup.procs` costs, some 10 ms.
    var entrances: [String] { folders.map { $0 + (isUnified ? "/cgroup.procs" : "/tasks") } }

    /// Bytes of memory in use that are not a file's.
    var usedBytes: Int {
        guard let text = Descriptors.contents(of: folders[0] + "/memory.stat") else { return 0 }
        let wanted = isUnified ? ["anon"] : ["rss"]
        for line in text.split(separator: UInt8(ascii: "\n")) {
            let fields = line.split(separator: UInt8(ascii: " "))
            guard fields.count == 2, wanted.contains(String(decoding: fields[0], as: UTF8.self)) else { continue }
            return Int(String(decoding: fields[1], as: UTF8.self)) ?? 0
        }
        return 0
    }

    /// How often the kernel has killed a process for the group's limit.
    var kills: Int {
        let path = folders[0] + (isUnified ? "/memory.events" : "/memory.oom_control")
        guard let text = Descriptors.contents(of: path) else { return 0 }
        for line in String(decoding: text, as: UTF8.self).split(separator: "\n") where line.hasPrefix("oom_kill ") {
            return Int(line.dropFirst(9)) ?? 0
        }
        return 0
    }

    var processes: [pid_t] {
        let text = Descriptors.contents(of: folders[0] + "/cgroup.procs") ?? []
        return String(decoding: text, as: UTF8.self).split(separator: "\n").compactMap { pid_t($0) }
    }

    /// Kills every process of the group.
    func kill() {
        send(SIGKILL)
    }

    /// Sends a signal to every process of the group, those that are started meanwhile too.
    func send(_ signal: Int32) {
        var known: Set<pid_t> = []
        for _ in 0..<8 {
            let new = processes.filter { known.insert($0).inserted }
            guard !new.isEmpty else { return }
            for process in new { signalProcess(process, signal) }
        }
    }

    /// Removes the group; `false` while it holds processes.
    func remove() -> Bool {
        var isGone = true
        for folder in folders where rmdir(folder) != 0 && errno != ENOENT { isGone = false }
        return isGone
    }

    private func signalProcess(_ id: pid_t, _ signal: Int32) {
        #if canImport(Glibc)
            _ = Glibc.kill(id, signal)
        #elseif canImport(Musl)
            _ = Musl.kill(id, signal)
        #else
            _ = Darwin.kill(id, signal)
        #endif
    }
}
