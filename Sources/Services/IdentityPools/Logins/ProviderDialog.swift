import Kernel
import Wire

/// Questions to providers whose tokens say nothing by themselves.
enum ProviderDialog {
    /// What is read of an answer at most.
    static let limit = 64 * 1024

    /// The status and the JSON of an answer; refuses with AWS's text where the provider does not answer so.
    static func ask(
        _ url: String, headers: [String: String] = [:], by web: any OutgoingHTTP
    ) async throws -> (status: Int, document: Document) {
        let answer: OutgoingAnswer
        do throws(OutgoingFault) {
            answer = try await web.answer(to: url, headers: headers, limit: limit)
        } catch {
            throw Refusal.silentProvider()
        }
        guard answer.status < 500, answer.status != 429, let document = try? Document(json: answer.body) else {
            throw Refusal.silentProvider()
        }
        return (answer.status, document)
    }

    /// What tokens that say nothing themselves are worth to rules and tags: whose they are and for which app.
    ///
    /// Source: "Using attributes for access control", default provider mappings, in the Cognito Developer Guide.
    static func claims(subject: String, audience: String) -> Document {
        .object([.init("aud", .string(audience)), .init("sub", .string(subject))])
    }
}

extension Document {
    /// An id, which providers write as a text or as a number.
    var identifier: String? {
        switch self {
        case .string(let text): text.isEmpty ? nil : text
        case .integer(let number): String(number)
        default: nil
        }
    }
}
