/// A string for which the model lists values, while others may still come: AWS adds some without notice.
///
/// Whether a value is one of those listed is a matter of validation, not of decoding.
package protocol OpenEnumeration: RawRepresentable, Hashable, Sendable where RawValue == String {
    init(rawValue: String)
}
