internal import Kernel
internal import NIOCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Reads what an environment's processes write, on its event loop, and no faster than anybody could want it.
///
/// A process that writes more is held up by its full pipe, and by nothing else of this server.
final class OutputReader: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    /// So many bytes are taken in each second.
    private static let bytesPerSecond = 8 << 20

    #if os(Linux)
        private static let bytesToRead = UInt(FIONREAD)
    #else
        /// FIONREAD, which is a macro that is not imported there.
        private static let bytesToRead: UInt = 0x4004_667f
    #endif

    private let environment: Environment
    /// The pipe's end, owned by the channel and asked only how much lies in it.
    private let descriptor: Int32
    private var lines: LineAssembler
    private var secondBegan: Int64 = 0
    private var takenInSecond = 0
    private var taken = 0
    private var isPaused = false
    private var isOver = false
    private var context: ChannelHandlerContext?
    /// What is to be done when so many bytes have been taken, in order.
    private var waiting: [(taken: Int, work: () -> Void)] = []

    init(_ environment: Environment, descriptor: Int32, joinsAtCarriageReturn: Bool) {
        self.environment = environment
        self.descriptor = descriptor
        lines = LineAssembler(joinsAtCarriageReturn: joinsAtCarriageReturn)
    }

    /// Does something when all is taken that has been written up to now; at once where nothing is left.
    func whenTaken(_ work: @escaping () -> Void) {
        var count: Int32 = 0
        if !isOver { _ = ioctl(descriptor, Self.bytesToRead, &count) }
        guard count > 0 || !waiting.isEmpty else {
            endLine()
            return work()
        }
        waiting.append((taken + Int(count), work))
        if isPaused { resume() }
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { context.read() }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        taken += buffer.readableBytes
        takenInSecond += buffer.readableBytes
        var complete: [String] = []
        buffer.withUnsafeReadableBytes { lines.append($0, to: &complete) }
        environment.wrote(complete)
        doWaiting()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        let now = environment.context.clock.microseconds()
        if now - secondBegan >= 1_000_000 {
            secondBegan = now
            takenInSecond = 0
        }
        guard takenInSecond > Self.bytesPerSecond, waiting.isEmpty else { return context.read() }
        isPaused = true
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: .microseconds(secondBegan + 1_000_000 - now)) { bound.value.resume() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        isOver = true
        taken = .max
        doWaiting()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func resume() {
        guard isPaused else { return }
        isPaused = false
        context?.read()
    }

    private func doWaiting() {
        while let first = waiting.first, first.taken <= taken {
            waiting.removeFirst()
            endLine()
            first.work()
        }
    }

    /// What was written without a line break is a line too, when an invocation ends.
    private func endLine() {
        var complete: [String] = []
        lines.flush(to: &complete)
        environment.wrote(complete)
    }
}

/// Says when the pipe ends that all of an environment's processes hold.
final class LifeReader: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let ended: () -> Void

    init(ended: @escaping () -> Void) {
        self.ended = ended
    }

    func channelInactive(context: ChannelHandlerContext) {
        ended()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
