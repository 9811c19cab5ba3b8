/// A shape's constraints in AWS's words.
enum ConstraintText {
    static let patternSentence = "Member must satisfy regular expression pattern: "

    /// What a string breaks: its length first, and its pattern unless it is too long to be tried.
    static func broken(by text: String, _ shape: ShapeSchema) -> [String] {
        let length = text.unicodeScalars.count
        var broken = broken(byLength: length, shape)
        if let maximum = shape.maximum, Double(length) > maximum { return broken }
        if !shape.enumeration.isEmpty, !shape.enumeration.contains(text) { broken.append(enumeration(shape)) }
        if let pattern = shape.pattern, !pattern.matches(text) { broken.append(patternSentence + pattern.source) }
        return broken
    }

    static func broken(byLength length: Int, _ shape: ShapeSchema) -> [String] {
        if let minimum = shape.minimum, Double(length) < minimum { return [atLeast(minimum)] }
        if let maximum = shape.maximum, Double(length) > maximum { return [atMost(maximum)] }
        return []
    }

    /// Every constraint of a shape in one line, as AWS lists them for the elements of a list.
    static func all(of shape: ShapeSchema) -> String {
        var constraints: [String] = []
        let isNumber = shape.kind == .integer || shape.kind == .double
        if let maximum = shape.maximum {
            constraints.append(
                isNumber
                    ? "Member must have value less than or equal to \(ConstraintChecker.number(maximum))"
                    : atMost(maximum))
        }
        if let minimum = shape.minimum {
            constraints.append(
                isNumber
                    ? "Member must have value greater than or equal to \(ConstraintChecker.number(minimum))"
                    : atLeast(minimum))
        }
        if let pattern = shape.pattern { constraints.append(patternSentence + pattern.source) }
        if !shape.enumeration.isEmpty { constraints.append(enumeration(shape)) }
        return constraints.joined(separator: ", ")
    }

    private static func atLeast(_ length: Double) -> String {
        "Member must have length greater than or equal to \(ConstraintChecker.number(length))"
    }

    private static func atMost(_ length: Double) -> String {
        "Member must have length less than or equal to \(ConstraintChecker.number(length))"
    }

    private static func enumeration(_ shape: ShapeSchema) -> String {
        "Member must satisfy enum value set: [\(shape.enumeration.joined(separator: ", "))]"
    }
}
