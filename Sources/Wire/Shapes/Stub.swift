package struct StructureSchema: Sendable {}
package protocol ShapeReader: AnyObject {}
package protocol ShapeWriter: AnyObject {}
