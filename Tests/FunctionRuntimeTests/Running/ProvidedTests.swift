import Kernel
import Testing

@testable import FunctionRuntime

/// Any program that speaks the Runtime API is a function; these know nothing of this server.
@Suite(.enabled(if: Workshop.runsProvided, "needs bubblewrap"), .serialized)
struct ProvidedTests {
    private static let shop = Workshop()

    /// A runtime in Python with nothing but its own library, a connection for each request.
    static let runtime = """
        #!/usr/bin/python3
        import http.client, os
        api = os.environ['AWS_LAMBDA_RUNTIME_API']
        root = '/2018-06-01/runtime/invocation/'
        def ask(method, path, body=None, headers={}):
            connection = http.client.HTTPConnection(api)
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return response.status, response.read(), response.headers
        def next():
            status, body, headers = ask('GET', root + 'next')
            return headers['Lambda-Runtime-Aws-Request-Id'], body

        """

    private func function(_ code: String, in name: String = "bootstrap", timeout: Int = 10) async throws
        -> FunctionUnderTest
    {
        .init(
            shop: Self.shop,
            function: try await Self.shop.function(
                [name: code], runtime: "provided.al2023", handler: "", timeout: timeout))
    }

    struct FunctionUnderTest {
        var shop: Workshop
        var function: RunnableFunction

        func invoke(_ event: String = "{}") async throws -> Answer { try await shop.invoke(function, event) }
    }

    @Test("a bootstrap that opens a connection for each request runs, and is reused")
    func plain() async throws {
        let function = try await function(
            Self.runtime + """
                n = 0
                while True:
                    id, body = next()
                    n += 1
                    status, text, _ = ask('POST', root + id + '/response', b'%d %s' % (n, body))
                    assert (status, text) == (202, b'{"status":"OK"}\\n')
                """)
        #expect(try await function.invoke("\"a\"").text == "1 \"a\"")
        #expect(try await function.invoke("\"b\"").text == "2 \"b\"")
    }

    @Test("a bootstrap comes from a layer where the code has none")
    func layer() async throws {
        let function = try await Self.shop.function(
            ["data": "x"], runtime: "provided.al2023",
            layers: [["bootstrap": Self.runtime + "id, _ = next()\nask('POST', root + id + '/response', b'1')\nnext()"]]
        )
        #expect(try await Self.shop.invoke(function).text == "1")
    }

    @Test(
        "without a bootstrap, or one that cannot run, there is AWS's error",
        arguments: [
            ("nothing", "x", "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]"),
            ("bootstrap", "x", "fork/exec /var/task/bootstrap: permission denied"),
        ])
    func invalid(name: String, code: String, message: String) async throws {
        let answer = try await function(code, in: name).invoke()
        #expect(
            answer.text
                == #"{"errorType":"Runtime.InvalidEntrypoint","errorMessage":"RequestId: \#(answer.requestID) Error: \#(message)"}"#
        )
        #expect(answer.tail.contains("\tStatus: error\tError Type: Runtime.InvalidEntrypoint\n"))
    }

    @Test("an error that a runtime reports is the function's answer")
    func error() async throws {
        let answer = try await function(
            Self.runtime + """
                id, _ = next()
                ask('POST', root + id + '/error', b'{"errorType":"Mine","errorMessage":"m"}', {'Lambda-Runtime-Function-Error-Type': 'Mine'})
                next()
                """
        ).invoke()
        #expect(answer.text == #"{"errorType":"Mine","errorMessage":"m"}"#)
        #expect(answer.outcome.failure == .unhandled)
    }

    @Test("what a runtime may not say is refused, and the invocation goes on")
    func refusals() async throws {
        let answer = try await function(
            Self.runtime + """
                early = ask('POST', root + 'none/response', b'1')[0]
                id, _ = next()
                said = [early, ask('POST', root + 'other/response', b'1')[0], ask('GET', root + 'next')[0],
                        ask('POST', '/2018-06-01/runtime/init/error', b'{}')[0], ask('GET', '/')[0],
                        ask('POST', root + 'next')[0],
                        ask('POST', root + id + '/response', b'1', {'Lambda-Runtime-Function-Response-Mode': 'odd'})[0]]
                ask('POST', root + id + '/response', str(said).encode())
                next()
                """
        ).invoke()
        #expect(answer.text == "[403, 400, 403, 403, 404, 405, 400]")
    }

    @Test("a deadline is AWS's text, for the caller and in the log")
    func timeout() async throws {
        let answer = try await function(Self.runtime + "next()\nimport time\ntime.sleep(60)", timeout: 1).invoke()
        #expect(
            answer.text
                == #"{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: \#(answer.requestID) Error: Task timed out after 1.00 seconds"}"#
        )
        #expect(answer.tail.contains("Z \(answer.requestID) Task timed out after 1.00 seconds\n"))
        #expect(answer.tail.contains("\tStatus: timeout\n"))
    }

    @Test("a runtime that never asks for work is tried again within the invocation's time")
    func silentStart() async throws {
        let answer = try await function("#!/bin/sh\nexit 7", timeout: 1).invoke()
        #expect(try answer.json()["errorType"] as? String == "Runtime.ExitError")
        let log = Self.shop.log.text
        #expect(log.contains("\tPhase: init\tStatus: error\tError Type: Runtime.ExitError"))
        #expect(log.contains("\tPhase: invoke\tStatus: error\tError Type: Runtime.ExitError"))
    }
}
