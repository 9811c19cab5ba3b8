import Testing

@testable import FunctionRuntime

/// Pipes cut where they like; lines must come out whole, and never grow without end.
struct LineAssemblerTests {
    private static func lines(
        _ pieces: [String], longest: Int = 100, joins: Bool = false, flush: Bool = false
    ) -> [String] {
        var assembler = LineAssembler(longest: longest, joinsAtCarriageReturn: joins)
        var lines: [String] = []
        for piece in pieces { Array(piece.utf8).withUnsafeBytes { assembler.append($0, to: &lines) } }
        if flush { assembler.flush(to: &lines) }
        return lines
    }

    @Test("lines are put together over pieces, without their breaks")
    func pieces() {
        #expect(Self.lines(["a", "b\nc", "\r\nd"]) == ["ab", "c"])
        #expect(Self.lines(["a", "b\nc", "\r\nd"], flush: true) == ["ab", "c", "d"])
        #expect(Self.lines(["\n\n"]) == ["", ""])
    }

    @Test("what is too long is cut, and what follows is not lost")
    func long() {
        #expect(Self.lines(["abcdefgh\n"], longest: 3) == ["abc", "def", "gh"])
        #expect(Self.lines(["ab", "cd", "ef"], longest: 3) == ["abc"])
    }

    @Test("the supplied bootstraps' carriage returns are line breaks within a message")
    func messages() {
        #expect(Self.lines(["a\rb\n"], joins: true) == ["a\nb"])
        #expect(Self.lines(["a\rb\n"], joins: false) == ["a\rb"])
    }

    @Test("the tail keeps the last 4 KiB")
    func tail() {
        var tail = LogTail()
        for number in 0..<3000 { tail.append("line \(number)") }
        #expect(tail.last.count == 4096)
        #expect(String(decoding: tail.last, as: UTF8.self).hasSuffix("line 2999\n"))
    }
}
