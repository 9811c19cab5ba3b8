package import Kernel
package import Wire

/// Questions to providers whose tokens say nothing by themselves.
package enum ProviderDialog {
    /// What is read of an answer at most.
    private static let limit = 64 * 1024
    /// The longest access token that is asked about, in bytes.
    static let tokenLimit = 4096

    /// The status and the JSON of an answer.
    package static func ask(
        _ url: String, headers: [String: String] = [:], by web: any OutgoingHTTP
    ) async throws(AccessTokenFault) -> (status: Int, document: Document) {
        let answer: OutgoingAnswer
        do throws(OutgoingFault) {
            answer = try await web.answer(to: url, headers: headers, limit: limit)
        } catch {
            throw .silent
        }
        guard answer.status < 500, answer.status != 429, let document = try? Document(json: answer.body) else {
            throw .silent
        }
        return (answer.status, document)
    }
}

extension Document {
    /// An id, which providers write as a text or as a number.
    package var identifier: String? {
        switch self {
        case .string(let text): text.isEmpty ? nil : text
        case .integer(let number): String(number)
        default: nil
        }
    }
}
