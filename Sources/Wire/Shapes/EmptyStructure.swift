/// The input or output of an operation for which the model has none.
package struct EmptyStructure: ModelShape {
    package static let schema = StructureSchema("")

    package init() {}

    package init(from reader: any ShapeReader) throws {
        try reader.beginStructure(Self.schema)
        while try reader.nextMember() != nil {}
    }

    package func encode(to writer: any ShapeWriter) throws {
        try writer.beginStructure(Self.schema)
        try writer.endStructure()
    }
}
