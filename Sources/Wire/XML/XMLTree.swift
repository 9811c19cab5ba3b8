/// One XML document as a flat array of elements: small, and free to drop whatever its depth.
package struct XMLTree: Sendable {
    /// One element. Its text is that of itself alone, in one piece.
    package struct Element: Sendable {
        /// The name without its namespace prefix.
        package var name: String
        package var attributes: [Attribute] = []
        package var text = ""
        fileprivate(set) var firstChild = -1
        fileprivate(set) var lastChild = -1
        fileprivate(set) var nextSibling = -1
    }

    /// One attribute, its name with the prefix as written.
    package struct Attribute: Sendable {
        package var name: String
        package var value: String
    }

    package private(set) var elements: [Element] = []

    /// The index of the outermost element.
    package var root: Int { 0 }

    mutating func append(_ element: Element, under parent: Int?) -> Int {
        let index = elements.count
        elements.append(element)
        if let parent {
            if elements[parent].lastChild >= 0 {
                elements[elements[parent].lastChild].nextSibling = index
            } else {
                elements[parent].firstChild = index
            }
            elements[parent].lastChild = index
        }
        return index
    }

    mutating func append(text: String, to index: Int) {
        elements[index].text += text
    }

    package func children(of index: Int) -> [Int] {
        var children: [Int] = []
        var child = elements[index].firstChild
        while child >= 0 {
            children.append(child)
            child = elements[child].nextSibling
        }
        return children
    }

    /// The first child of a name.
    package func child(_ name: String, of index: Int) -> Int? {
        children(of: index).first { elements[$0].name == name }
    }
}
