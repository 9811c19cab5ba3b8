import Wire

/// An error as tests compare it: `Code: message`.
func told(_ error: any Error) -> String {
    guard let error = error as? ServiceError else { return "another failure: \(error)" }
    return "\(error.code): \(error.message)"
}
