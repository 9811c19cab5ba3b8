/// How a runtime's process ended.
enum RuntimeExit: Hashable, Sendable {
    case code(Int32)
    case signal(Int32)

    /// Reads a shell's form, in which a sandbox reports the end of what ran in it: 128 and the signal's number.
    init(shellCode code: Int32) {
        self = code > 128 && code <= 128 + 31 ? .signal(code - 128) : .code(code)
    }

    /// AWS's words, which are those of its supervisor's language.
    var message: String {
        switch self {
        case .code(0): "Runtime exited without providing a reason"
        case .code(let code): "Runtime exited with error: exit status \(code)"
        case .signal(let number): "Runtime exited with error: signal: \(Self.name(of: number))"
        }
    }

    private static func name(of signal: Int32) -> String {
        switch signal {
        case 1: "hangup"
        case 2: "interrupt"
        case 3: "quit"
        case 4: "illegal instruction"
        case 5: "trace/breakpoint trap"
        case 6: "aborted"
        case 7: "bus error"
        case 8: "floating point exception"
        case 9: "killed"
        case 11: "segmentation fault"
        case 13: "broken pipe"
        case 14: "alarm clock"
        case 15: "terminated"
        default: "signal \(signal)"
        }
    }
}
