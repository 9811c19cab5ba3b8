/// What an environment's processes see and may do; makes the words that start them.
struct SandboxPlan {
    /// The host's user of an environment that is not confined by a user namespace.
    static let firstUser: UInt32 = 2_000_000_000

    var confinement: Confinement
    /// The user within the sandbox; outside it too, where the server is root.
    var user: UInt32
    /// Folders of the host: the unpacked code, the merged layers, the supplied bootstraps.
    var code: String
    var layers: String?
    var bootstraps: String
    /// Where an interpreter lives that is not part of the system.
    var mounts: [String]
    /// The interpreter, found at `/var/lang/bin` by its name.
    var interpreter: (name: String, path: String)?
    var scratchMegabytes: Int
    /// Files of control groups that the first process writes itself into.
    var groups: [String]
    var variables: [String: String]
    /// The runtime, with its arguments.
    var command: [String]

    /// The paths by which the runtime finds its code, layers and bootstraps.
    struct Places {
        var code = "/var/task"
        var layers = "/opt"
        var bootstraps = "/var/runtime"
    }

    static let systemFiles = [
        "/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/localtime", "/etc/ld.so.cache",
        "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/ssl", "/etc/pki", "/etc/ca-certificates",
        "/etc/ca-certificates.conf", "/etc/alternatives", "/etc/mime.types", "/etc/protocols", "/etc/services",
    ]

    /// Limits that AWS sets too: open files, and no core dumps.
    private static let limits = "ulimit -c 0; ulimit -n 1024; "
    /// Processes and threads, likewise; of a user or namespace that the environment has for itself.
    private static let processLimit = "ulimit -u 1024 2>/dev/null || ulimit -p 1024 2>/dev/null; "

    /// What is started, for a machine whose root has these entries.
    func launch(on root: RootFolder) -> LaunchPlan {
        switch confinement {
        case .none: unconfined()
        case .userNamespace(let bubblewrap): confined(bubblewrap, setpriv: nil, root: root)
        case .ownUser(let bubblewrap, let setpriv): confined(bubblewrap, setpriv: setpriv, root: root)
        }
    }

    /// Functions' variables must not reach any program outside the sandbox, nor one that still has rights inside it:
    /// they could name a library to load. So they travel in a file that the last shell reads as the function's user.
    private func confined(_ bubblewrap: String, setpriv: String?, root: RootFolder) -> LaunchPlan {
        var words = [bubblewrap, "--args", "4", "--"]
        if let setpriv {
            words += [setpriv, "--reuid", "\(user)", "--regid", "\(user)", "--clear-groups"]
            words += ["--inh-caps=-all", "--bounding-set=-all", "--"]
        }
        words += ["/bin/sh", "-c", Self.limits + Self.processLimit + ". /run/environment; exec \"$@\"", "sh"] + command
        return LaunchPlan(
            words: joining(words),
            environment: ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"],
            inputs: [
                Array(arguments(root: root, asRoot: setpriv != nil).joined(separator: "\0").utf8) + [0],
                SeccompFilter.program,
                Array(variableFile.utf8),
                Array("root:x:0:0:root:/:/sbin/nologin\nsbx_user1051:x:\(user):\(user)::/tmp:/sbin/nologin\n".utf8),
                Array("root:x:0:\nsbx_user1051:x:\(user):\n".utf8),
            ]
        )
    }

    private func arguments(root: RootFolder, asRoot: Bool) -> [String] {
        var words = ["--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
        words += ["--hostname", "localhost", "--new-session", "--die-with-parent", "--cap-drop", "ALL"]
        if asRoot {
            words += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP"]
        } else {
            words += ["--unshare-user", "--uid", "\(user)", "--gid", "\(user)"]
        }
        words += ["--sync-fd", "3", "--seccomp", "5"]
        words += ["--ro-bind", "/usr", "/usr"]
        for (path, entry) in root.entries {
            switch entry {
            case .folder: words += ["--ro-bind", path, path]
            case .link(let target): words += ["--symlink", target, path]
            }
        }
        // Made first: those made in passing are readable by their owner alone.
        for folder in Set(mounts.flatMap(Self.parents)).union(["/etc", "/run", "/var", "/var/lang", "/var/lang/bin"])
            .sorted()
        {
            words += ["--perms", "0755", "--dir", folder]
        }
        for file in Self.systemFiles { words += ["--ro-bind-try", file, file] }
        words += ["--perms", "0444", "--file", "7", "/etc/passwd", "--perms", "0444", "--file", "8", "/etc/group"]
        words += ["--perms", "0444", "--file", "6", "/run/environment"]
        words += ["--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev"]
        for mount in mounts { words += ["--ro-bind", mount, mount] }
        if let interpreter { words += ["--symlink", interpreter.path, "/var/lang/bin/\(interpreter.name)"] }
        words += ["--ro-bind", bootstraps, "/var/runtime", "--ro-bind", code, "/var/task"]
        words += layers.map { ["--ro-bind", $0, "/opt"] } ?? ["--dir", "/opt"]
        words += ["--perms", "1777", "--size", "\(scratchMegabytes << 20)", "--tmpfs", "/tmp"]
        return words + ["--chdir", "/var/task", "--remount-ro", "/"]
    }

    /// A shell stays to say how the runtime ended, and to hold the pipe that tells of it.
    private func unconfined() -> LaunchPlan {
        let script = Self.limits + "cd \"$0\" || exit 127; \"$@\" 3>&-; exit $?"
        return LaunchPlan(
            words: joining(["/bin/sh", "-c", script, code] + command),
            environment: variables.map { "\($0.key)=\($0.value)" },
            inputs: []
        )
    }

    /// Has the first process put itself into the control groups before it starts anything.
    private func joining(_ words: [String]) -> [String] {
        guard !groups.isEmpty else { return words }
        let script = "while [ \"$1\" != -- ]; do echo 0 > \"$1\" || exit 125; shift; done; shift; exec \"$@\""
        return ["/bin/sh", "-c", script, "sh"] + groups + ["--"] + words
    }

    /// The folders above one, but for the root.
    private static func parents(of path: String) -> [String] {
        let names = path.split(separator: "/").dropLast()
        return names.indices.map { "/" + names[...$0].joined(separator: "/") }
    }

    /// The variables as a shell reads them. Names that a shell cannot have are left out; Lambda refuses them before.
    ///
    /// Those that mean something to the shell itself are set after it, by `env`, before whom they stand in the words
    /// that are run: `export OPTIND='x'` would be the end of the shell.
    private var variableFile: String {
        var text = "unset PWD OLDPWD\n"
        var own: [String] = []
        for (name, value) in variables.sorted(by: { $0.key < $1.key }) where Self.isName(name) {
            let parts = value.split(separator: "'", omittingEmptySubsequences: false)
            let assignment = "\(name)='\(parts.joined(separator: "'\\''"))'"
            if Self.isShellsOwn(name) { own.append(assignment) } else { text += "export \(assignment)\n" }
        }
        if !own.isEmpty { text += "set -- /usr/bin/env \(own.joined(separator: " ")) \"$@\"\n" }
        return text
    }

    /// Whether some shell refuses to set a variable, or sets it to something else.
    private static func isShellsOwn(_ name: String) -> Bool {
        shellsOwn.contains(name) || name.hasPrefix("BASH")
    }

    private static let shellsOwn: Set = [
        "DIRSTACK", "EPOCHREALTIME", "EPOCHSECONDS", "EUID", "FUNCNAME", "GROUPS", "HISTCMD", "HISTSIZE", "IFS",
        "LINENO", "OPTARG", "OPTERR", "OPTIND", "PIPESTATUS", "PPID", "RANDOM", "SECONDS", "SHELLOPTS", "SHLVL",
        "SRANDOM", "UID", "_",
    ]

    private static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_")
        }
    }
}
