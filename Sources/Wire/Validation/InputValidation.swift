/// Refuses input that breaks the model's constraints, with AWS's message.
package enum InputValidation {
    /// Checks a typed input; `missing` are the paths of required members that its request lacked.
    package static func check(
        _ input: some ModelShape,
        missing: [String],
        for service: ServiceDescriptor
    ) throws(ServiceError) {
        try check(missing: missing, for: service) { try input.encode(to: $0) }
    }

    /// The same for a structure that is written by the caller's own code.
    package static func check(
        missing: [String],
        for service: ServiceDescriptor,
        _ write: (any ShapeWriter) throws -> Void
    ) throws(ServiceError) {
        let checker = ConstraintChecker(missing: missing)
        do {
            try write(checker)
        } catch {
            throw ServerCodec.refusal(error, service.wireProtocol, service: service.name)
        }
        guard let message = message(for: checker.violations) else { return }
        var error = CommonError.validation(message)
        if let code = service.validationCode { (error.code, error.jsonCode) = (code, nil) }
        throw error
    }

    /// `nil` where nothing is broken.
    private static func message(for violations: [ConstraintChecker.Violation]) -> String? {
        guard let first = violations.first else { return nil }
        if violations.count == 1, let message = first.message { return message }
        let sentences = violations.map { violation in
            "\(violation.subject) at '\(violation.path)' failed to satisfy constraint: \(violation.constraint)"
        }
        let count = violations.count == 1 ? "1 validation error" : "\(violations.count) validation errors"
        return "\(count) detected: \(sentences.joined(separator: "; "))"
    }
}
