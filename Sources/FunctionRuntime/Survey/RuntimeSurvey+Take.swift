#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension RuntimeSurvey {
    /// Looks for interpreters and tries the sandbox. Starts programs and waits for them: some tenths of a second.
    package static func take(_ settings: RunnerSettings) -> RuntimeSurvey {
        let groups = ControlGroups.open(named: "survey")
        groups?.close()
        let (confinement, obstacle) = confine(settings)
        return RuntimeSurvey(
            nodes: nodes(in: settings.searchPath),
            pythons: pythons(in: settings.searchPath),
            confinement: confinement,
            sandboxObstacle: obstacle,
            policy: settings.sandbox,
            hasControlGroups: groups != nil
        )
    }

    private static func nodes(in path: [String]) -> [Interpreter] {
        let script = "console.log(process.execPath + '\\n' + process.versions.node)"
        return interpreters(["node", "nodejs"], in: path, asking: ["-e", script]) { place in
            // Its program lies in `bin`, beside its modules.
            [parent(of: parent(of: place))]
        }
    }

    private static func pythons(in path: [String]) -> [Interpreter] {
        let script = """
            import sys, os
            print(os.path.realpath(sys.executable))
            print('.'.join(map(str, sys.version_info[:3])))
            print(sys.base_prefix)
            """
        let names = ["python3"] + (8...15).map { "python3.\($0)" }
        return interpreters(names, in: path, asking: ["-I", "-c", script]) { _ in [] }
            .filter { ($0.component(0) ?? 0) == 3 && ($0.component(1) ?? 0) >= 8 }
    }

    /// Asks each program of these names for its place and version, and further lines for folders that it needs.
    private static func interpreters(
        _ names: [String], in path: [String], asking arguments: [String], mounts: (String) -> [String]
    ) -> [Interpreter] {
        var seen: Set<String> = []
        var found: [Interpreter] = []
        for name in names {
            for folder in path {
                let program = "\(folder)/\(name)"
                // Version managers put a script in the place of every version, of which one works, slowly.
                if name != names[0], Descriptors.contents(of: program, limit: 2)?.starts(with: Array("#!".utf8)) == true
                {
                    continue
                }
                guard folder.hasPrefix("/"), access(program, X_OK) == 0, seen.insert(resolved(program)).inserted
                else { continue }
                guard let text = Program.output(of: [program] + arguments) else { continue }
                let lines = text.split(separator: "\n").map(String.init)
                guard lines.count >= 2, !found.contains(where: { $0.path == lines[0] }) else { continue }
                let needed = (mounts(lines[0]) + lines.dropFirst(2)).filter { !isSystem($0) }
                found.append(Interpreter(path: lines[0], version: lines[1], mounts: needed))
            }
        }
        return found
    }

    /// Finds out how functions can be confined, by doing it once.
    private static func confine(_ settings: RunnerSettings) -> (Confinement, String?) {
        if settings.sandbox == .off { return (.none, nil) }
        #if os(Linux)
            let remedy = "Functions are refused, unless the setting function-sandbox is off."
            guard let bubblewrap = find("bwrap", in: settings.searchPath) else {
                return (.none, "Functions cannot be confined: bubblewrap (bwrap) is not installed. \(remedy)")
            }
            var confinement = Confinement.userNamespace(bubblewrap: bubblewrap)
            if geteuid() == 0 {
                guard let setpriv = find("setpriv", in: settings.searchPath) else {
                    return (.none, "Functions cannot be confined: setpriv (util-linux) is not installed. \(remedy)")
                }
                confinement = .ownUser(bubblewrap: bubblewrap, setpriv: setpriv)
            }
            let plan = SandboxPlan(
                confinement: confinement, user: SandboxPlan.firstUser, code: "/usr", bootstraps: "/usr", mounts: [],
                scratchMegabytes: 1, groups: [], variables: [:], command: ["/bin/sh", "-c", "echo confined"])
            if Program.output(of: plan.launch(on: .current())) == "confined\n" { return (confinement, nil) }
            return (.none, "Functions cannot be confined: bubblewrap is installed but not allowed to work. \(remedy)")
        #else
            return (
                .none,
                "Functions cannot be confined on this system. They are refused, "
                    + "unless the setting function-sandbox is off."
            )
        #endif
    }

    private static func find(_ name: String, in path: [String]) -> String? {
        path.map { "\($0)/\(name)" }.first { $0.hasPrefix("/") && access($0, X_OK) == 0 }
    }

    private static func isSystem(_ path: String) -> Bool {
        ["/usr", "/bin", "/lib", "/lib64"].contains { path == $0 || path.hasPrefix($0 + "/") } || path == "/"
    }

    private static func parent(of path: String) -> String {
        path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "/"
    }

    private static func resolved(_ path: String) -> String {
        guard let place = realpath(path, nil) else { return path }
        defer { free(place) }
        return String(cString: place)
    }
}

/// Programs that are started only to be asked something.
enum Program {
    /// What a program that ends well prints; waits for it, at most five seconds.
    static func output(of words: [String]) -> String? {
        output(of: LaunchPlan(words: words, environment: environment, inputs: []))
    }

    /// What a plan's program prints, likewise.
    static func output(of plan: LaunchPlan) -> String? {
        guard let child = try? ChildProcess.start(plan) else { return nil }
        defer {
            close(child.output)
            close(child.life)
        }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        for _ in 0..<500 {
            var waiting = pollfd(fd: child.output, events: Int16(POLLIN), revents: 0)
            _ = poll(&waiting, 1, 10)
            let status = ChildProcess.reap(child.id)
            var count = read(child.output, &chunk, chunk.count)
            while count > 0, bytes.count < 1 << 20 {
                bytes.append(contentsOf: chunk[..<count])
                count = read(child.output, &chunk, chunk.count)
            }
            if let status { return status == .code(0) ? String(decoding: bytes, as: UTF8.self) : nil }
            // The pipe has ended before its process has: there is nothing more to wait for but its end.
            if count == 0 { usleep(2000) }
        }
        child.kill()
        _ = waitpid(child.id, nil, 0)
        return nil
    }

    private static var environment: [String] {
        let names: [String] = ["PATH", "HOME"]
        return names.compactMap { name in getenv(name).map { "\(name)=\(String(cString: $0))" } }
    }
}
