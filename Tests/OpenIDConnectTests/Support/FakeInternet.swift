import Kernel
import Synchronization

/// Answers GET requests from memory, counts them, and fails where a test wants it to.
final class FakeInternet: OutgoingHTTP {
    private struct State {
        var answers: [String: Result<[UInt8], OutgoingFault>] = [:]
        var requests: [String] = []
        var limits: [String: Int] = [:]
    }

    private let state = Mutex(State())

    var requests: [String] { state.withLock { $0.requests } }

    func limit(of url: String) -> Int? { state.withLock { $0.limits[url] } }

    func serve(_ body: [UInt8], at url: String) {
        state.withLock { $0.answers[url] = .success(body) }
    }

    func fail(_ url: String, with fault: OutgoingFault) {
        state.withLock { $0.answers[url] = .failure(fault) }
    }

    func answer(to url: String, headers: [String: String], limit: Int) async throws(OutgoingFault) -> OutgoingAnswer {
        let answer = state.withLock { state in
            state.requests.append(url)
            state.limits[url] = limit
            return state.answers[url] ?? .failure(.failed("404 \(url)"))
        }
        return OutgoingAnswer(status: 200, body: try answer.get())
    }
}
