import Kernel
import Testing

@testable import FunctionRuntime

/// Code written for AWS's Node.js runtimes must not notice the difference.
@Suite(.enabled(if: Workshop.runsNode, "needs bubblewrap and node"), .serialized)
struct NodeTests {
    private static let shop = Workshop()

    @Test(
        "every way to answer answers",
        arguments: [
            ("async", "exports.handler = async (event) => ({ got: event.a });", #"{"got":1}"#),
            ("promise", "exports.handler = (event) => new Promise((r) => setTimeout(() => r(event.a), 5));", "1"),
            ("callback", "exports.handler = (event, context, callback) => callback(null, event.a);", "1"),
            (
                "done", "exports.handler = function (event, context) { event.b = 2; context.done(null, event); };",
                #"{"a":1,"b":2}"#
            ),
            ("succeed", "exports.handler = (event, context) => { context.succeed('x'); };", #""x""#),
            ("nothing", "exports.handler = (event, context) => 5;", "null"),
            ("undefined", "exports.handler = async () => {};", "null"),
            (
                "late callback",
                "exports.handler = (e, c, cb) => { let n = 0; setTimeout(() => { n = 7; }, 30); cb(null, 1); };", "1"
            ),
            (
                "does not wait",
                "exports.handler = (e, c, cb) => { c.callbackWaitsForEmptyEventLoop = false; setTimeout(() => {}, 60000); cb(null, 1); };",
                "1"
            ),
        ])
    func answers(name: String, code: String, result: String) async throws {
        let answer = try await Self.shop.invoke(try await Self.shop.function(["index.js": code]), #"{"a":1}"#)
        #expect(answer.text == result)
        #expect(answer.outcome.failure == nil)
    }

    @Test(
        "modules of every kind are found",
        arguments: [
            (["index.mjs": "export const handler = async () => 'mjs';"], "index.handler", "mjs"),
            (["index.cjs": "exports.handler = async () => 'cjs';"], "index.handler", "cjs"),
            (
                ["package.json": #"{"type":"module"}"#, "index.js": "export const handler = async () => 'type';"],
                "index.handler", "type"
            ),
            (["a/b/index.js": "exports.handler = async () => 'deep';"], "a/b/index.handler", "deep"),
            (
                ["index.js": "exports.api = { one: { handler: async () => 'nested' } };"], "index.api.one.handler",
                "nested"
            ),
            (
                [
                    "index.js": "exports.handler = async () => require('dep').x;",
                    "node_modules/dep/index.js": "exports.x = 'dep';",
                ], "index.handler", "dep"
            ),
        ])
    func modules(files: [String: String], handler: String, result: String) async throws {
        let answer = try await Self.shop.invoke(try await Self.shop.function(files, handler: handler))
        #expect(answer.text == "\"\(result)\"")
    }

    @Test("a later layer lies over an earlier one, and modules of layers are found")
    func layers() async throws {
        let function = try await Self.shop.function(
            ["index.js": "exports.handler = async () => [require('one'), require('two')];"],
            layers: [
                [
                    "nodejs/node_modules/one/index.js": "module.exports = 1;",
                    "nodejs/node_modules/two/index.js": "module.exports = 0;",
                ],
                ["nodejs/node_modules/two/index.js": "module.exports = 2;"],
            ])
        #expect(try await Self.shop.invoke(function).text == "[1,2]")
    }

    @Test(
        "errors have AWS's types and messages",
        arguments: [
            ("exports.handler = async () => { throw new TypeError('bad'); };", "TypeError", "bad"),
            ("exports.handler = (e, c, cb) => { cb(new Error('called')); };", "Error", "called"),
            ("exports.handler = (e, c, cb) => { cb('text'); };", "string", "text"),
            ("exports.handler = (e, c) => { c.fail(new Error('failed')); };", "Error", "failed"),
            (
                "exports.handler = (e, c, cb) => { setTimeout(() => { throw new Error('late'); }, 1); };", "Error",
                "late"
            ),
            (
                "exports.handler = (e, c, cb) => { Promise.reject(new Error('lost')); setTimeout(() => {}, 100); };",
                "Runtime.UnhandledPromiseRejection", "Error: lost"
            ),
            ("exports.handler = async () => 1n;", "Error", "Unable to stringify response body"),
            (
                "exports.handler = async () => { const a = {}; a.a = a; return a; };", "Error",
                "Unable to stringify response body"
            ),
            ("exports.other = 1;", "Runtime.HandlerNotFound", "index.handler is undefined or not exported"),
            ("exports.handler = 1;", "Runtime.HandlerNotFound", "index.handler is not a function"),
            ("const;", "Runtime.UserCodeSyntaxError", "SyntaxError: Unexpected token ';'"),
        ])
    func errors(code: String, type: String, message: String) async throws {
        let answer = try await Self.shop.invoke(try await Self.shop.function(["index.js": code]))
        let json = try answer.json()
        #expect(json["errorType"] as? String == type)
        #expect(json["errorMessage"] as? String == message)
        #expect(json["trace"] is [Any])
        #expect(answer.outcome.failure == .unhandled)
    }

    @Test("a missing module is told as AWS tells it, after a second try")
    func missingModule() async throws {
        let answer = try await Self.shop.invoke(try await Self.shop.function(["other.js": ""]))
        let json = try answer.json()
        #expect(json["errorType"] as? String == "Runtime.ImportModuleError")
        #expect(
            (json["errorMessage"] as? String)?.hasPrefix("Error: Cannot find module 'index'\nRequire stack:\n") == true)
        #expect(answer.tail.contains("\tStatus: error\tError Type: Runtime.ImportModuleError"))
    }

    @Test(
        "an exit fails the invocation, and the next one gets a fresh environment",
        arguments: [
            ("process.exit(3)", "Runtime exited with error: exit status 3"),
            ("process.exit(0)", "Runtime exited without providing a reason"),
            (
                "process.kill(process.pid, 'SIGKILL'); await new Promise((r) => setTimeout(r, 1000))",
                "Runtime exited with error: signal: killed"
            ),
        ])
    func exits(statement: String, message: String) async throws {
        let function = try await Self.shop.function([
            "index.js": "exports.handler = async (event) => { if (event.exit) { \(statement); } return 'fine'; };"
        ])
        let answer = try await Self.shop.invoke(function, #"{"exit":true}"#)
        #expect(
            answer.text
                == #"{"errorType":"Runtime.ExitError","errorMessage":"RequestId: \#(answer.requestID) Error: \#(message)"}"#
        )
        #expect(answer.tail.contains("RequestId: \(answer.requestID) Error: \(message)\nRuntime.ExitError\n"))
        #expect(try await Self.shop.invoke(function).text == "\"fine\"")
    }

    @Test("the context has AWS's fields")
    func context() async throws {
        let answer = try await Self.shop.invoke(
            try await Self.shop.function([
                "index.js": """
                exports.handler = async (event, c) => ({ left: c.getRemainingTimeInMillis(), ...c, fn: typeof c.done });
                """
            ]),
            clientContext: #"{"client":{"app_title":"Grüße"}}"#,
            identity: #"{"cognitoIdentityId":"i","cognitoIdentityPoolId":"p"}"#)
        let json = try answer.json()
        #expect(json["awsRequestId"] as? String == answer.requestID)
        #expect(json["functionName"] as? String == "test")
        #expect(json["functionVersion"] as? String == "$LATEST")
        #expect(json["memoryLimitInMB"] as? String == "256")
        #expect(json["logGroupName"] as? String == "/aws/lambda/test")
        #expect((json["logStreamName"] as? String)?.contains("/[$LATEST]") == true)
        #expect(json["invokedFunctionArn"] as? String == "arn:aws:lambda:eu-central-1:123456789012:function:test")
        #expect((json["identity"] as? [String: String])?["cognitoIdentityPoolId"] == "p")
        #expect(((json["clientContext"] as? [String: Any])?["client"] as? [String: String])?["app_title"] == "Grüße")
        #expect((9000...10_000).contains(json["left"] as? Int ?? 0))
        #expect(json["fn"] as? String == "function")
    }

    @Test("the environment's variables are AWS's, with the function's own")
    func variables() async throws {
        let function = try await Self.shop.function(
            ["index.js": "exports.handler = async () => process.env;"],
            variables: ["OWN": "a'b \"c\" $HOME\nd", "AWS_REGION": "cheat", "PATH_X": "", "LD_PRELOAD": "/none.so"])
        let json = try await Self.shop.invoke(function).json() as? [String: String] ?? [:]
        #expect(json["OWN"] == "a'b \"c\" $HOME\nd")
        #expect(json["PATH_X"] == "")
        #expect(json["AWS_REGION"] == "eu-central-1")
        #expect(json["AWS_ACCESS_KEY_ID"] == "ASIAEXAMPLE")
        #expect(json["AWS_SECRET_ACCESS_KEY"] == "it's secret")
        #expect(json["AWS_ENDPOINT_URL"] == "http://127.0.0.1:4566")
        #expect(json["AWS_EXECUTION_ENV"] == "AWS_Lambda_nodejs20.x")
        #expect(json["AWS_LAMBDA_INITIALIZATION_TYPE"] == "on-demand")
        #expect(json["LAMBDA_TASK_ROOT"] == "/var/task")
        #expect(json["_HANDLER"] == "index.handler")
        #expect(json["TZ"] == ":UTC")
        #expect(json["HOME"] == nil)
        #expect(json["_X_AMZN_TRACE_ID"]?.hasPrefix("Root=1-") == true)
    }

    @Test("the log has AWS's lines in order, messages of many lines in one")
    func log() async throws {
        let shop = Workshop()
        let answer = try await shop.node(
            "console.log('one\\ntwo', { a: 1 }); console.error('three'); process.stdout.write('raw'); return 1;")
        let lines = answer.tail.split(separator: "\n").map(String.init)
        #expect(lines[0] == "START RequestId: \(answer.requestID) Version: $LATEST")
        #expect(lines[1].hasSuffix("Z\t\(answer.requestID)\tINFO\tone"))
        #expect(lines[2] == "two { a: 1 }")
        #expect(lines[3].hasSuffix("Z\t\(answer.requestID)\tERROR\tthree"))
        #expect(lines[4] == "raw")
        #expect(lines[5] == "END RequestId: \(answer.requestID)")
        #expect(lines[6].hasPrefix("REPORT RequestId: \(answer.requestID)\tDuration: "))
        #expect(lines[6].contains(" ms\tMemory Size: 256 MB\tMax Memory Used: "))
        #expect(lines[6].hasSuffix(" ms\t"))
        #expect(shop.log.text.hasPrefix("INIT_START Runtime Version: nodejs:20.v"))
        await shop.close()
    }

    @Test("an answer can be streamed, and its caller gets it part by part")
    func streaming() async throws {
        let function = try await Self.shop.function([
            "index.js": """
            exports.handler = awslambda.streamifyResponse(async (event, stream, context) => {
              stream = awslambda.HttpResponseStream.from(stream, { statusCode: 201 });
              stream.write('one');
              await new Promise((r) => setTimeout(r, 20));
              stream.write('two');
              if (event.fail) throw new Error('midway');
              stream.end();
            });
            """
        ])
        for _ in 0..<2 {
            let parts = Parts()
            let outcome = try await Self.shop.runner.invoke(
                .init(requestID: "a-b", invokedARN: "arn", payload: Array("{}".utf8)), of: function,
                support: Self.shop.log, stream: { parts.add($0) })
            #expect(outcome.payload == [])
            #expect(parts.contentType == "application/vnd.awslambda.http-integration-response")
            #expect(parts.text == "{\"statusCode\":201}\0\0\0\0\0\0\0\0onetwo")
            #expect(parts.count > 2)
        }
        // Without a reader the parts come as one.
        #expect(try await Self.shop.invoke(function).text.hasSuffix("onetwo"))
        let failed = try await Self.shop.invoke(function, #"{"fail":true}"#)
        #expect(failed.outcome.failure == .unhandled)
        #expect(try failed.json()["errorMessage"] as? String == "midway")
    }

    @Test("an answer that is not streamed reaches a streaming caller in one part")
    func oneStream() async throws {
        let function = try await Self.shop.function(["index.js": "exports.handler = async () => 'whole';"])
        let parts = Parts()
        let outcome = try await Self.shop.runner.invoke(
            .init(requestID: "a-b", invokedARN: "arn", payload: Array("{}".utf8)), of: function,
            support: Self.shop.log, stream: { parts.add($0) })
        #expect(outcome.payload == [])
        #expect(parts.text == "\"whole\"")
        #expect(parts.contentType == "application/json")
    }

    @Test("environments are reused while they are warm, and one invocation has each")
    func reuse() async throws {
        let function = try await Self.shop.function([
            "index.js":
                "let n = 0; exports.handler = async (e) => { n += 1; await new Promise((r) => setTimeout(r, e.wait || 0)); return n; };"
        ])
        #expect(try await Self.shop.invoke(function).text == "1")
        #expect(try await Self.shop.invoke(function).text == "2")
        async let slow = Self.shop.invoke(function, #"{"wait":2000}"#)
        try await Task.sleep(for: .milliseconds(500))
        #expect(try await Self.shop.invoke(function).text == "1")
        #expect(try await slow.text == "3")
    }

    @Test("payloads of the largest size go both ways")
    func large() async throws {
        let function = try await Self.shop.function(["index.js": "exports.handler = async (e) => e;"])
        let event = "{\"a\":\"" + String(repeating: "x", count: 6_200_000) + "\"}"
        #expect(try await Self.shop.invoke(function, event).text == event)
    }
}
