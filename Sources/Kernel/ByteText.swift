extension String {
    /// Whether both are the same bytes: Swift's own equality takes canonically equivalent texts for one, such as a
    /// Kelvin sign for K, which AWS and policies keep apart.
    package func hasSameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
