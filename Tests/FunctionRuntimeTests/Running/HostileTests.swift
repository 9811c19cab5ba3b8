#if os(Linux)
    import Foundation
    import Kernel
    import Testing

    @testable import FunctionRuntime

    /// Functions are strangers' code. Whatever one does, the server and the other functions go on unharmed.
    @Suite(.enabled(if: Workshop.runsNode && Workshop.runsPython, "needs bubblewrap, node and python3"), .serialized)
    struct HostileTests {
        private static let shop = Workshop()

        /// Another function answers as if nothing had happened.
        private func othersGoOn() async throws {
            #expect(try await Self.shop.node("return 'unharmed';").text == "\"unharmed\"")
        }

        private func python(
            _ body: String, memory: Int = 256, timeout: Int = 10, scratch: Int = 512
        ) async throws -> Answer {
            let code =
                "import os, sys, time\ndef handler(event, context):\n"
                + body.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 + "\n" }.joined()
            return try await Self.shop.invoke(
                try await Self.shop.function(
                    ["index.py": code], runtime: "python3.11", memory: memory, timeout: timeout, scratch: scratch))
        }

        @Test("nothing of the host is there but its programs")
        func host() async throws {
            let secret = Self.shop.folder + "/secret"
            try FileManager.default.createDirectory(atPath: Self.shop.folder, withIntermediateDirectories: true)
            try Data("secret".utf8).write(to: URL(fileURLWithPath: secret))
            let answer = try await python(
                """
                found = []
                for path in ['\(secret)', '\(Self.shop.folder)', '/etc/gshadow', '/home', '/etc/shadow', '/var/lib', '/sys', '/srv']:
                    if os.path.exists(path): found.append(path)
                return [found, sorted(os.listdir('/')), sorted(os.listdir('/tmp')), sorted(os.listdir('/var'))]
                """)
            let names = answer.text
            #expect(names.hasPrefix("[[], ["), "\(names)")
            #expect(names.contains("\"usr\"") && !names.contains("\"sys\""))
            #expect(names.hasSuffix(#", [], ["lang", "runtime", "task"]]"#), "\(names)")
        }

        @Test("nothing can be written but /tmp, and nothing gained")
        func rights() async throws {
            let answer = try await python(
                """
                def attempt(action):
                    try: return str(action())
                    except OSError as error: return error.strerror
                status = dict(line.split(':', 1) for line in open('/proc/self/status').read().splitlines() if ':' in line)
                import ctypes
                libc = ctypes.CDLL(None, use_errno=True)
                def call(name, *arguments):
                    return os.strerror(ctypes.get_errno()) if getattr(libc, name)(*arguments) == -1 else 'allowed'
                return [
                    [attempt(lambda p=p: open(p, 'w').write('x')) for p in ['/x', '/var/task/x', '/usr/x', '/etc/x', '/dev/x', '/opt/x', '/run/x', '/tmp/x']],
                    attempt(lambda: os.setuid(0)), call('unshare', 0x10000000), call('mount', b'a', b'/tmp', b'tmpfs', 0, None),
                    attempt(lambda: os.kill(1, 9)), attempt(lambda: os.kill(\(getpid()), 0)), attempt(lambda: os.kill(\(getppid()), 0)),
                    status['CapEff'].strip(), status['CapBnd'].strip(), status['NoNewPrivs'].strip(), status['Seccomp'].strip(),
                    os.getuid() != 0, attempt(lambda: open('/proc/1/environ').read()),
                ]
                """)
            let json = try JSONSerialization.jsonObject(with: Data(answer.outcome.payload)) as? [Any] ?? []
            try #require(json.count == 13, "\(answer.text)")
            let writes = try #require(json[0] as? [String])
            let refusals: Set = ["Read-only file system", "Permission denied"]
            #expect(writes.dropLast().allSatisfy(refusals.contains), "\(writes)")
            #expect(writes.last == "1")
            // In a user namespace there is no user 0 to become, and the first process shrugs signals off.
            #expect(["Operation not permitted", "Invalid argument"].contains(json[1] as? String))
            #expect(json[2] as? String == "Operation not permitted")
            #expect(json[3] as? String == "Operation not permitted")
            #expect(["Operation not permitted", "None"].contains(json[4] as? String))
            #expect(json[5] as? String == "No such process")
            #expect(json[6] as? String == "No such process")
            #expect(json[7] as? String == "0000000000000000")
            #expect(json[8] as? String == "0000000000000000")
            #expect(json[9] as? String == "1")
            #expect(json[10] as? String == "2")
            #expect(json[11] as? Bool == true)
            #expect(!(json[12] as? String ?? "").contains("AWS_"))
        }

        @Test("only its own processes are to be seen")
        func processes() async throws {
            let answer = try await python(
                "return sorted(open(f'/proc/{p}/comm').read().strip() for p in os.listdir('/proc') if p.isdigit())")
            #expect(
                answer.text == #"["bwrap", "python3"]"# || answer.text == #"["bwrap", "python3.11"]"#, "\(answer.text)")
        }

        @Test("secrets are in no list of processes")
        func secrets() async throws {
            let function = try await Self.shop.function(
                ["index.js": "exports.handler = async () => { await new Promise((r) => setTimeout(r, 500)); };"],
                variables: ["PASSPHRASE": "tell-nobody-1234"])
            async let answer = Self.shop.invoke(function)
            try await Task.sleep(for: .milliseconds(400))
            var shown = 0
            for name in FolderTree.names(in: "/proc") where Int(name) != nil {
                let line = Descriptors.contents(of: "/proc/\(name)/cmdline") ?? []
                if String(decoding: line, as: UTF8.self).contains("tell-nobody-1234") { shown += 1 }
            }
            #expect(shown == 0)
            _ = try await answer
        }

        @Test("a fork bomb ends with its environment")
        func forkBomb() async throws {
            let answer = try await python(
                """
                children = 0
                try:
                    while True:
                        if os.fork() == 0:
                            while True: time.sleep(1)
                        children += 1
                except OSError as error:
                    print('refused after', children)
                    return children
                """, memory: 3000, timeout: 20)
            let children = Int(answer.text) ?? 0
            // Without control groups the family is killed for its memory before it is that large.
            let isKilled = answer.text.contains("Runtime exited with error: signal: killed")
            #expect((children > 100 && children <= 1024) || isKilled, "\(answer.text)")
            try await othersGoOn()
        }

        @Test("a full /tmp is full for its function alone")
        func fullScratch() async throws {
            let answer = try await python(
                """
                written = 0
                try:
                    with open('/tmp/big', 'wb') as file:
                        while True: written += file.write(bytes(1 << 20))
                except OSError as error:
                    return [error.strerror, written >> 20]
                """, memory: 128, scratch: 40)
            #expect(
                answer.text == #"["No space left on device", 40]"# || answer.text == #"["No space left on device", 39]"#
            )
            try await othersGoOn()
        }

        @Test("memory without end is taken away")
        func memory() async throws {
            let answer = try await python(
                """
                held = []
                while True: held.append(bytearray(os.urandom(1 << 20)))
                """, memory: 128, timeout: 30)
            #expect(
                answer.text
                    == #"{"errorType":"Runtime.ExitError","errorMessage":"RequestId: \#(answer.requestID) Error: Runtime exited with error: signal: killed"}"#
            )
            #expect(answer.tail.contains("\tMax Memory Used: 128 MB\t"))
            #expect(answer.tail.hasSuffix("\tStatus: error\tError Type: Runtime.OutOfMemory\n"))
            try await othersGoOn()
        }

        @Test("a deadline holds against ignored signals and detached children")
        func deadline() async throws {
            let mark = "martlet-mark-\(UUID().uuidString)"
            let answer = try await python(
                """
                import signal
                for number in range(1, 32):
                    try: signal.signal(number, signal.SIG_IGN)
                    except OSError: pass
                for _ in range(3):
                    if os.fork() == 0:
                        os.setsid()
                        if os.fork() == 0: os.execv('/usr/bin/python3', ['python3', '-c', 'import time; time.sleep(100)', '\(mark)'])
                        os._exit(0)
                while True:
                    try: time.sleep(100)
                    except BaseException: pass
                """, timeout: 1)
            #expect(answer.text.contains("Sandbox.Timedout"))
            for _ in 0..<100 where Self.isRunning(mark) { try await Task.sleep(for: .milliseconds(20)) }
            #expect(!Self.isRunning(mark))
            try await othersGoOn()
        }

        @Test("nobody can connect to another environment's Runtime API")
        func strangers() async throws {
            let victim = try await Self.shop.function([
                "index.js": "exports.handler = async () => process.env.AWS_LAMBDA_RUNTIME_API;"
            ])
            let api = try await Self.shop.invoke(victim).text
            let answer = try await python(
                """
                import http.client
                said = []
                for path in ['/2018-06-01/runtime/invocation/next', '/']:
                    connection = http.client.HTTPConnection(\(api))
                    try:
                        connection.request('GET', path)
                        said.append(connection.getresponse().status)
                    except (OSError, http.client.HTTPException) as error:
                        said.append('closed')
                connection = http.client.HTTPConnection(os.environ['AWS_LAMBDA_RUNTIME_API'])
                connection.request('GET', '/')
                said.append(connection.getresponse().status)
                return said
                """)
            #expect(answer.text == #"["closed", "closed", 404]"#)
            // Nor can anybody else on the machine.
            let port = try #require(Int(api.split(separator: ":")[1].dropLast()))
            #expect(try Self.bytesFromPort(port) == 0)
            #expect(try await Self.shop.invoke(victim).text == api)
        }

        @Test("gigabytes of output slow down nobody but their author")
        func output() async throws {
            async let loud = python(
                """
                line = b'x' * 1000000 + b'\\n'
                while True: os.write(1, line)
                """, timeout: 3)
            let began = ContinuousClock.now
            for _ in 0..<5 { try await othersGoOn() }
            #expect(ContinuousClock.now - began < .seconds(10))
            #expect(try await loud.text.contains("Sandbox.Timedout"))
        }

        @Test("an answer of a hundred megabytes is refused as too large")
        func largeAnswer() async throws {
            let function = try await Self.shop.function(
                ["index.js": "exports.handler = async (event) => event.small ? 1 : 'x'.repeat(100 << 20);"],
                memory: 1024)
            let answer = try await Self.shop.invoke(function)
            #expect(
                answer.text
                    == #"{"errorType":"Function.ResponseSizeTooLarge","errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes)."}"#
            )
            #expect(answer.outcome.failure == .unhandled)
            #expect(try await Self.shop.invoke(function, #"{"small":true}"#).text == "1")
        }

        @Test("requests that trickle in or never end hold up nobody, not even their author")
        func slowRequests() async throws {
            let answer = try await python(
                """
                import socket
                host, port = os.environ['AWS_LAMBDA_RUNTIME_API'].split(':')
                held = []
                for number in range(200):
                    try:
                        connection = socket.create_connection((host, int(port)))
                        connection.sendall(b'POST /2018-06-01/runtime/init/error HTTP/1.1\\r\\nContent-Length: 1000\\r\\n\\r\\n')
                        held.append(connection)
                    except OSError: pass
                return 'answered'
                """)
            #expect(answer.text == "\"answered\"")
            try await othersGoOn()
        }

        @Test("closing standard output changes nothing")
        func closedOutput() async throws {
            let function = try await Self.shop.function([
                "index.js":
                    "exports.handler = async () => { for (const fd of [0, 1, 2]) try { require('fs').closeSync(fd); } catch {} console.log('x'); return 1; };"
            ])
            #expect(try await Self.shop.invoke(function).text == "1")
            #expect(try await Self.shop.invoke(function).text == "1")
        }

        @Test("what is left running stands still while the environment is idle, and ends with it")
        func leftovers() async throws {
            let mark = "martlet-mark-\(UUID().uuidString)"
            let function = try await Self.shop.function(
                [
                    "index.py": """
                    import os, subprocess, time
                    def handler(event, context):
                        if event.get('start'):
                            subprocess.Popen(['python3', '-c', '''
                    import os, time
                    n = 0
                    while True:
                        n += 1
                        open('/tmp/m', 'w').write(str(n)); os.replace('/tmp/m', '/tmp/n')
                        time.sleep(0.01)
                    ''', '\(mark)'])
                            while not os.path.exists('/tmp/n'): time.sleep(0.01)
                        else:
                            return int(open('/tmp/n').read() or 0)
                    """
                ], runtime: "python3.11")
            _ = try await Self.shop.invoke(function, #"{"start":true}"#)
            for _ in 0..<150 where Self.state(of: mark) != "T" { try await Task.sleep(for: .milliseconds(20)) }
            #expect(Self.state(of: mark) == "T")
            let answer = try await Self.shop.invoke(function)
            #expect(Int(answer.text) ?? 0 > 0, "\(answer.text)")
            await Self.shop.runner.retire(revision: function.revision)
            for _ in 0..<100 where Self.isRunning(mark) { try await Task.sleep(for: .milliseconds(20)) }
            #expect(!Self.isRunning(mark))
        }

        @Test("a full house refuses, and is not full for long")
        func exhaustion() async throws {
            let shop = Workshop(environments: 2)
            let slow = try await shop.function([
                "index.js": "exports.handler = async () => { await new Promise((r) => setTimeout(r, 1500)); };"
            ])
            async let first = shop.invoke(slow)
            async let second = shop.invoke(slow)
            try await Task.sleep(for: .milliseconds(300))
            await #expect(throws: FunctionRunnerFault.exhausted) { try await shop.invoke(slow) }
            _ = try await (first, second)
            #expect(try await shop.node("return 1;").text == "1")
            await shop.close()
        }

        // MARK: What the machine shows

        private static func isRunning(_ mark: String) -> Bool { process(mark) != nil }

        private static func process(_ mark: String) -> String? {
            FolderTree.names(in: "/proc").first { name in
                guard Int(name) != nil, let line = Descriptors.contents(of: "/proc/\(name)/cmdline") else {
                    return false
                }
                // The mark is a word of its own: this process and shells about it may name it within theirs.
                return line.split(separator: 0).contains { $0.elementsEqual(mark.utf8) }
            }
        }

        private static func state(of mark: String) -> String? {
            guard let id = process(mark), let text = Descriptors.contents(of: "/proc/\(id)/stat") else { return nil }
            return String(decoding: text, as: UTF8.self).split(separator: ")").last?.split(separator: " ").first.map(
                String.init)
        }

        private static func bytesFromPort(_ port: Int) throws -> Int {
            let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(client) }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(port).bigEndian
            address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
            _ = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            let request = Array("GET / HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
            _ = send(client, request, request.count, Int32(MSG_NOSIGNAL))
            var answer = [UInt8](repeating: 0, count: 100)
            return max(0, recv(client, &answer, answer.count, 0))
        }
    }
#endif
