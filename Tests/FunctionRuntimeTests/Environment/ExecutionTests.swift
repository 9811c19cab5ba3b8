import Testing

@testable import FunctionRuntime

/// The life of a runtime has more ways to go wrong than processes can be made to show; here each is one line.
struct ExecutionTests {
    private static let crash = Execution.Failure.exit(.code(1), outOfMemory: false)

    private static func warm() -> Execution {
        var execution = Execution()
        _ = execution.next()
        return execution
    }

    private static func running() -> Execution {
        var execution = warm()
        _ = execution.bind()
        return execution
    }

    private static func settling() -> Execution {
        var execution = running()
        _ = execution.answerBegins(isCurrent: true)
        execution.answered()
        return execution
    }

    @Test("an invocation waits for the first start, is delivered, answered, and followed by the next")
    func goodLife() {
        var execution = Execution()
        #expect(execution.bind() == [])
        #expect(execution.next() == [.initialized(nil), .begin, .deliver])
        #expect(execution.answerBegins(isCurrent: true) == .accepted)
        execution.answered()
        #expect(execution.next() == [])
        #expect(execution.bind() == [.begin, .deliver])
    }

    @Test("a start that fails is tried once more in the invocation's time, and then reported")
    func secondStart() {
        var execution = Execution()
        _ = execution.bind()
        #expect(
            execution.exited(.code(1), outOfMemory: false) == [.initialized(Self.crash), .begin, .startAgain])
        #expect(execution.exited(.code(1), outOfMemory: false) == [.finish(Self.crash), .end])
    }

    @Test("a second start that succeeds takes the invocation")
    func secondStartSucceeds() {
        var execution = Execution()
        _ = execution.bind()
        _ = execution.exited(.code(1), outOfMemory: false)
        #expect(execution.next() == [.deliver])
    }

    @Test("a start without an invocation fails once")
    func provisionedStart() {
        var execution = Execution()
        #expect(
            execution.exited(.code(0), outOfMemory: false) == [
                .initialized(.exit(.code(0), outOfMemory: false)),
                .unusable(.exit(.code(0), outOfMemory: false)), .end,
            ])
    }

    @Test("the runtime's own report of a failed start goes before its exit")
    func initError() {
        var execution = Execution()
        _ = execution.bind()
        let failure = Execution.Failure.initError(type: "T", payload: [1])
        #expect(execution.initError(type: "T", payload: [1]) == [.kill])
        #expect(
            execution.exited(.signal(9), outOfMemory: false) == [.initialized(failure), .begin, .startAgain])
        #expect(execution.initError(type: "T", payload: [1]) == [.finish(failure), .kill])
        #expect(execution.exited(.signal(9), outOfMemory: false) == [.end])
    }

    @Test("a first start that takes too long is killed and tried again; the second has the invocation's time")
    func slowStart() {
        var execution = Execution()
        _ = execution.bind()
        #expect(execution.initTimedOut() == [.kill])
        #expect(execution.exited(.signal(9), outOfMemory: false) == [.initialized(.timeout), .begin, .startAgain])
        #expect(execution.timedOut() == [.finish(.timeout), .kill])
        #expect(execution.exited(.signal(9), outOfMemory: false) == [.end])
    }

    @Test("a deadline ends the invocation and the process")
    func deadline() {
        var execution = Self.running()
        #expect(execution.timedOut() == [.finish(.timeout), .kill])
        #expect(execution.answerBegins(isCurrent: true) == .wrongState)
        #expect(execution.exited(.signal(9), outOfMemory: false) == [.end])
    }

    @Test("a runtime that exits while it holds an invocation fails it")
    func crashWhileRunning() {
        var execution = Self.running()
        #expect(
            execution.exited(.code(1), outOfMemory: true)
                == [.finish(.exit(.code(1), outOfMemory: true)), .end])
    }

    @Test("an invocation that the runtime never saw goes elsewhere")
    func handBack() {
        var crashed = Self.settling()
        #expect(crashed.bind() == [])
        #expect(crashed.exited(.code(1), outOfMemory: false) == [.handBack, .end])
        var slow = Self.settling()
        _ = slow.bind()
        #expect(slow.patienceEnded() == [.handBack])
        #expect(slow.next() == [])
        var late = Self.settling()
        _ = late.bind()
        #expect(late.timedOut() == [.handBack, .kill])
        var gone = Self.warm()
        _ = gone.endNow()
        #expect(gone.bind() == [.handBack])
    }

    @Test("answers are taken once, for the invocation at hand, and in no other state")
    func answers() {
        var execution = Self.running()
        #expect(execution.answerBegins(isCurrent: false) == .wrongRequest)
        #expect(execution.answerBegins(isCurrent: true) == .accepted)
        #expect(execution.answerBegins(isCurrent: true) == .wrongRequest)
        execution.answerBroke()
        #expect(execution.answerBegins(isCurrent: true) == .accepted)
        execution.answered()
        #expect(execution.answerBegins(isCurrent: true) == .wrongState)
    }

    @Test("work is given only to a runtime that has none")
    func asking() {
        var execution = Self.running()
        #expect(execution.next() == nil)
        var waiting = Self.warm()
        #expect(waiting.next() == nil)
        #expect(waiting.initError(type: "", payload: []) == nil)
    }

    @Test("an environment that is ended fails what it runs and hands back what it has not begun")
    func endNow() {
        var busy = Self.running()
        #expect(busy.endNow() == [.finish(.exit(.signal(9), outOfMemory: false)), .kill])
        var starting = Execution()
        _ = starting.bind()
        #expect(starting.endNow() == [.handBack, .kill])
        #expect(starting.endNow() == [])
    }
}
