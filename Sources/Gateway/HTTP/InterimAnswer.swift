internal import HTTPTypes
package import NIOCore
package import NIOHTTPTypes

/// Answers `Expect: 100-continue` with `100 Continue`, so that a client that waits for it sends its body at once.
///
/// A length that no operation takes gets no such answer: the refusal follows instead. Source: RFC 9110, 10.1.1.
package final class InterimAnswer: ChannelInboundHandler, RemovableChannelHandler {
    package typealias InboundIn = HTTPRequestPart
    package typealias InboundOut = HTTPRequestPart
    package typealias OutboundOut = HTTPResponsePart

    private let largestBody: Int

    /// - Parameter largestBody: the bytes that some operation takes.
    package init(largestBody: Int) {
        self.largestBody = largestBody
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(let head) = unwrapInboundIn(data), isWaiting(head) {
            let interim = HTTPResponse(status: .continue)
            context.writeAndFlush(wrapOutboundOut(.head(interim)), promise: nil)
        }
        context.fireChannelRead(data)
    }

    private func isWaiting(_ head: HTTPRequest) -> Bool {
        guard let expectation = head.headerFields[.expect], expectation.lowercased() == "100-continue" else {
            return false
        }
        return head.headerFields[.contentLength].flatMap { Int($0) } ?? 0 <= largestBody
    }
}
