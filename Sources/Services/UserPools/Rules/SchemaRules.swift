import UserPoolsModel
import Wire

/// What the schema of a pool may be.
///
/// Source: "User pool attributes" in the developer guide; answers of AWS as moto's tests against it quote them.
enum SchemaRules {
    /// How many custom attributes a pool may have.
    static let customLimit = 50

    /// The standard attributes, changed as the request says, and the custom ones that it adds.
    static func schema(from requests: [SchemaAttributeType]) throws -> [SchemaAttribute] {
        var schema = StandardSchema.attributes
        for request in requests {
            guard let place = schema.firstIndex(where: { $0.name == request.name && isStandard($0) }) else {
                try add(request, to: &schema)
                continue
            }
            schema[place] = try standard(schema[place], changedBy: request)
        }
        return schema
    }

    /// Adds a custom attribute, under its full name.
    static func add(_ request: SchemaAttributeType, to schema: inout [SchemaAttribute]) throws {
        let attribute = try custom(request)
        guard !schema.contains(where: { $0.name == attribute.name }) else {
            throw Refusal.invalid(
                "\(bareName(attribute.name)): Existing attribute already has name \(attribute.name).")
        }
        guard schema.filter({ !isStandard($0) }).count < customLimit else {
            throw UserPoolsError.limitExceeded("Custom attributes limit of \(customLimit) exceeded.")
        }
        schema.append(attribute)
    }

    private static func isStandard(_ attribute: SchemaAttribute) -> Bool {
        StandardSchema.names.contains(attribute.name)
    }

    /// `custom:team` of `dev:custom:team`.
    private static func bareName(_ name: String) -> String {
        name.hasPrefix("dev:") ? String(name.dropFirst(4)) : name
    }

    private static func standard(
        _ attribute: SchemaAttribute, changedBy request: SchemaAttributeType
    ) throws -> SchemaAttribute {
        let type = request.attributeDataType?.rawValue ?? attribute.type
        guard type == attribute.type, request.developerOnlyAttribute != true else {
            throw Refusal.invalid(
                "You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute "
                    + attribute.name)
        }
        guard attribute.name != "sub" || (request.mutable != true && request.required != false) else {
            throw Refusal.invalid("You can not change standard schema attribute sub")
        }
        var changed = attribute
        changed.isMutable = request.mutable ?? attribute.isMutable
        changed.isRequired = request.required ?? attribute.isRequired
        try constrain(&changed, by: request)
        return changed
    }

    private static func custom(_ request: SchemaAttributeType) throws -> SchemaAttribute {
        guard let name = request.name else { throw Refusal.invalid("Schema attribute name is required.") }
        guard let type = request.attributeDataType?.rawValue else {
            throw Refusal.invalid(
                "Invalid AttributeDataType input, consider using the provided AttributeDataType enum.")
        }
        guard request.required != true else {
            throw Refusal.invalid("Required custom attributes are not supported currently.")
        }
        let isDeveloperOnly = request.developerOnlyAttribute ?? false
        var attribute = SchemaAttribute(
            type: type, name: (isDeveloperOnly ? "dev:custom:" : "custom:") + name, isDeveloperOnly: isDeveloperOnly,
            isMutable: request.mutable ?? true, isRequired: false, hasConstraints: type == "String" || type == "Number")
        try constrain(&attribute, by: request)
        return attribute
    }

    /// Only the constraints of the attribute's own type count.
    private static func constrain(_ attribute: inout SchemaAttribute, by request: SchemaAttributeType) throws {
        switch attribute.type {
        case "String":
            guard let constraints = request.stringAttributeConstraints else { return }
            try checkLengths(constraints, of: attribute.name)
            attribute.minLength = constraints.minLength
            attribute.maxLength = constraints.maxLength
        case "Number":
            guard let constraints = request.numberAttributeConstraints else { return }
            try checkValues(constraints, of: attribute.name)
            attribute.minValue = constraints.minValue
            attribute.maxValue = constraints.maxValue
        default: return
        }
    }

    private static func checkLengths(_ constraints: StringAttributeConstraintsType, of name: String) throws {
        let refusal = Refusal.invalid("Invalid StringAttributeConstraints for schema attribute \(name)")
        let minimum = try constraints.minLength.map { try natural($0, orThrow: refusal) }
        let maximum = try constraints.maxLength.map { try natural($0, orThrow: refusal) }
        guard max(minimum ?? 0, maximum ?? 0) <= 2048 else {
            throw Refusal.invalid("user.\(name): String attributes cannot have a length of more than 2048")
        }
        if let minimum, let maximum, minimum > maximum {
            throw Refusal.invalid("user.\(name): Max length cannot be less than min length.")
        }
    }

    private static func checkValues(_ constraints: NumberAttributeConstraintsType, of name: String) throws {
        let refusal = Refusal.invalid("Invalid NumberAttributeConstraints for schema attribute \(name)")
        let minimum = try constraints.minValue.map { try natural($0, orThrow: refusal) }
        let maximum = try constraints.maxValue.map { try natural($0, orThrow: refusal) }
        if let minimum, let maximum, minimum > maximum {
            throw Refusal.invalid("user.\(name): Max value cannot be less than min value.")
        }
    }

    private static func natural(_ text: String, orThrow refusal: ServiceError) throws -> Int {
        guard let number = Int(text), number >= 0 else { throw refusal }
        return number
    }
}
