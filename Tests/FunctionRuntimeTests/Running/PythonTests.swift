import Kernel
import Testing

@testable import FunctionRuntime

/// Code written for AWS's Python runtimes must not notice the difference.
@Suite(.enabled(if: Workshop.runsPython, "needs bubblewrap and python3"), .serialized)
struct PythonTests {
    private static let shop = Workshop()

    private func invoke(
        _ files: [String: String], handler: String = "index.handler", event: String = #"{"a":1}"#,
        clientContext: String? = nil, identity: String? = nil
    ) async throws -> Answer {
        try await Self.shop.invoke(
            try await Self.shop.function(files, runtime: "python3.11", handler: handler), event,
            clientContext: clientContext, identity: identity)
    }

    @Test(
        "handlers answer",
        arguments: [
            ("return {'got': event['a']}", #"{"got": 1}"#),
            ("return None", "null"),
            ("return b'raw'", "raw"),
            ("from decimal import Decimal; return Decimal('1.10000000000000000001')", "1.10000000000000000001"),
        ])
    func answers(body: String, result: String) async throws {
        let answer = try await invoke(["index.py": "def handler(event, context):\n    \(body)\n"])
        #expect(answer.text == result)
        #expect(answer.outcome.failure == nil)
    }

    @Test("modules in folders and layers are found")
    func modules() async throws {
        let code = ["a/b.py": "import dep\ndef handler(event, context):\n    return dep.x\n"]
        let function = try await Self.shop.function(
            code, runtime: "python3.11", handler: "a/b.handler", layers: [["python/dep.py": "x = 'layer'"]])
        #expect(try await Self.shop.invoke(function).text == "\"layer\"")
    }

    @Test(
        "errors have AWS's types and messages",
        arguments: [
            ("def handler(event, context):\n    raise ValueError('bad')", "ValueError", "bad"),
            (
                "def handler(event, context):\n    return {1, 2}", "Runtime.MarshalError",
                "Unable to marshal response: Object of type set is not JSON serializable"
            ),
            (
                "import nothing_there", "Runtime.ImportModuleError",
                "Unable to import module 'index': No module named 'nothing_there'"
            ),
            (
                "def other(event, context): pass", "Runtime.HandlerNotFound",
                "Handler 'handler' missing on module 'index'"
            ),
            (
                "def handler(:", "Runtime.UserCodeSyntaxError",
                "Syntax error in module 'index': invalid syntax (index.py, line 1)"
            ),
            ("raise KeyError('start')", "KeyError", "'start'"),
        ])
    func errors(code: String, type: String, message: String) async throws {
        let answer = try await invoke(["index.py": code + "\n"])
        let json = try answer.json()
        #expect(json["errorType"] as? String == type)
        #expect(json["errorMessage"] as? String == message)
        #expect(json["stackTrace"] is [String])
        #expect(answer.outcome.failure == .unhandled)
        #expect(answer.tail.contains("[ERROR] \(type): \(message)") || type.hasPrefix("Runtime.") || type == "KeyError")
    }

    @Test("an error's trace is the function's own")
    func trace() async throws {
        let answer = try await invoke(["index.py": "def handler(event, context):\n    raise ValueError('bad')\n"])
        let json = try answer.json()
        #expect(json["requestId"] as? String == answer.requestID)
        #expect(
            json["stackTrace"] as? [String] == [
                "  File \"/var/task/index.py\", line 2, in handler\n    raise ValueError('bad')\n"
            ])
        #expect(answer.tail.contains("[ERROR] ValueError: bad\nTraceback (most recent call last):\n"))
    }

    @Test("a module that is missing is told without a word of this program")
    func missing() async throws {
        let json = try await invoke(["other.py": ""]).json()
        #expect(json["errorMessage"] as? String == "Unable to import module 'index': No module named 'index'")
    }

    @Test("the context has AWS's fields")
    func context() async throws {
        let code = """
            def handler(event, c):
                return [c.aws_request_id, c.function_name, c.function_version, c.memory_limit_in_mb, c.log_group_name,
                        c.invoked_function_arn, c.identity.cognito_identity_id, c.client_context.client.app_title,
                        c.client_context.custom, c.get_remaining_time_in_millis() > 9000]
            """
        let answer = try await invoke(
            ["index.py": code], clientContext: #"{"client":{"app_title":"t"},"custom":{"k":1}}"#,
            identity: #"{"cognitoIdentityId":"i"}"#)
        #expect(
            answer.text == "[\"\(answer.requestID)\", \"test\", \"$LATEST\", \"256\", \"/aws/lambda/test\", "
                + "\"arn:aws:lambda:eu-central-1:123456789012:function:test\", \"i\", \"t\", {\"k\": 1}, true]")
    }

    @Test("prints and log records have AWS's form, in order")
    func logging() async throws {
        let code = """
            import logging, sys
            logger = logging.getLogger()
            logger.setLevel(logging.INFO)
            def handler(event, context):
                print('printed')
                logger.info('one\\ntwo')
                sys.stderr.write('raw')
            """
        let answer = try await invoke(["index.py": code])
        let lines = answer.tail.split(separator: "\n").map(String.init)
        #expect(lines[1] == "printed")
        #expect(lines[2].hasPrefix("[INFO]\t") && lines[2].hasSuffix("Z\t\(answer.requestID)\tone"))
        #expect(lines[3] == "two")
        #expect(lines[4] == "raw")
        #expect(lines[5].hasPrefix("END "))
    }
}
