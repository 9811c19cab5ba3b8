package import Wire

/// One published or unpublished version of a function, with all that it takes to run it.
package struct RunnableFunction: Hashable, Sendable {
    /// Names what an execution environment may be shared by: it changes with code, configuration and role.
    package var revision: String
    package var account: AccountID
    package var region: Region
    package var name: String
    /// `$LATEST` or a number.
    package var version: String
    /// AWS's name, such as `nodejs22.x`.
    package var runtime: String
    /// Such as `index.handler`; empty for custom runtimes that need none.
    package var handler: String
    /// The archive of the code, by its id in the blob store.
    package var code: String
    /// The archives of the layers, lowest first.
    package var layers: [String]
    package var variables: [String: String]
    package var memoryMegabytes: Int
    /// Seconds.
    package var timeout: Int
    /// Size of `/tmp`.
    package var scratchMegabytes: Int
    /// Such as `/aws/lambda/name`.
    package var logGroup: String

    package init(
        revision: String,
        account: AccountID,
        region: Region,
        name: String,
        version: String,
        runtime: String,
        handler: String,
        code: String,
        layers: [String] = [],
        variables: [String: String] = [:],
        memoryMegabytes: Int = 128,
        timeout: Int = 3,
        scratchMegabytes: Int = 512,
        logGroup: String
    ) {
        self.revision = revision
        self.account = account
        self.region = region
        self.name = name
        self.version = version
        self.runtime = runtime
        self.handler = handler
        self.code = code
        self.layers = layers
        self.variables = variables
        self.memoryMegabytes = memoryMegabytes
        self.timeout = timeout
        self.scratchMegabytes = scratchMegabytes
        self.logGroup = logGroup
    }
}

/// One event handed to a function.
package struct FunctionInvocation: Hashable, Sendable {
    package var requestID: String
    /// The ARN that the caller named, with its qualifier where there was one.
    package var invokedARN: String
    package var payload: [UInt8]
    /// JSON, as the Runtime API hands it on.
    package var clientContext: String?
    /// JSON with `cognitoIdentityId` and `cognitoIdentityPoolId`, for callers with an identity pool's credentials.
    package var cognitoIdentity: String?
    package var traceHeader: String?
    /// Whether the end of the log is wanted with the answer.
    package var wantsLogTail: Bool

    package init(
        requestID: String,
        invokedARN: String,
        payload: [UInt8],
        clientContext: String? = nil,
        cognitoIdentity: String? = nil,
        traceHeader: String? = nil,
        wantsLogTail: Bool = false
    ) {
        self.requestID = requestID
        self.invokedARN = invokedARN
        self.payload = payload
        self.clientContext = clientContext
        self.cognitoIdentity = cognitoIdentity
        self.traceHeader = traceHeader
        self.wantsLogTail = wantsLogTail
    }
}

/// How an invocation ended, errors of the function's own among them.
package struct FunctionOutcome: Hashable, Sendable {
    /// AWS's two words for a function that failed.
    package enum Failure: String, Sendable {
        /// The function's code, or its runtime on its behalf, reported the error.
        case handled = "Handled"
        /// The runtime exited, could not start, or ran out of time.
        case unhandled = "Unhandled"
    }

    /// The answer, or the JSON that describes the failure; empty where the answer was streamed.
    package var payload: [UInt8]
    package var failure: Failure?
    /// The last 4 KiB of this invocation's log, where it was wanted.
    package var logTail: [UInt8]

    package init(payload: [UInt8], failure: Failure? = nil, logTail: [UInt8] = []) {
        self.payload = payload
        self.failure = failure
        self.logTail = logTail
    }
}

/// Why an invocation did not reach a function.
package enum FunctionRunnerFault: Error, Hashable, Sendable {
    /// As many environments run as this server allows, and none is idle.
    case exhausted
    /// This machine lacks what the runtime needs; the text says what.
    case runtimeMissing(runtime: String, reason: String)
    /// The code or a layer cannot be unpacked.
    case codeUnusable(String)
}

/// A part of an answer that is sent while the function goes on.
package enum FunctionStreamPart: Hashable, Sendable {
    /// The first part: the content type that the function declared.
    case head(contentType: String)
    case bytes([UInt8])
}

/// A line that a function, or the environment about it, wrote.
package struct FunctionLogLine: Hashable, Sendable {
    package var time: Timestamp
    /// Without its line break.
    package var text: String

    package init(time: Timestamp, text: String) {
        self.time = time
        self.text = text
    }
}

/// The temporary credentials that a function finds in its environment.
package struct FunctionCredentials: Hashable, Sendable {
    package var accessKeyID: String
    package var secretAccessKey: String
    package var sessionToken: String
    package var expiration: Timestamp

    package init(accessKeyID: String, secretAccessKey: String, sessionToken: String, expiration: Timestamp) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
        self.expiration = expiration
    }
}

/// What an execution environment needs of the service that owns the function.
package protocol FunctionSupport: Sendable {
    /// A session of the function's role; asked once for each new environment.
    func credentials(for function: RunnableFunction) async throws -> FunctionCredentials

    /// Takes lines for a stream of the function's log group. Returns at once: an invocation never waits for its log.
    func log(_ lines: [FunctionLogLine], of function: RunnableFunction, stream: String)
}

/// Runs functions in execution environments of their own.
package protocol FunctionRunner: Sendable {
    /// Runs one invocation in an idle environment, or in a new one.
    ///
    /// A function that fails is an outcome, not an error. Where `stream` is given, a streaming answer goes there part
    /// by part and the outcome's payload is empty; an answer that the function did not stream comes as one part.
    /// Cancelling the task gives up waiting; the function itself runs to its end or its deadline.
    func invoke(
        _ invocation: FunctionInvocation,
        of function: RunnableFunction,
        support: any FunctionSupport,
        stream: (@Sendable (FunctionStreamPart) async throws -> Void)?
    ) async throws -> FunctionOutcome

    /// Keeps so many environments of a function started; zero lets them go. Returns once they are initialized.
    func provision(_ count: Int, of function: RunnableFunction, support: any FunctionSupport) async throws

    /// Ends idle environments of a revision, and busy ones when they have answered.
    func retire(revision: String) async

    /// Ends every environment at once.
    func retireAll() async

    /// `nil` where functions of this runtime can run here, else what is missing, for people.
    func obstacle(to runtime: String) async -> String?
}
