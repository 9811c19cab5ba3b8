import Testing

@Suite struct PlaceholderUserPoolsTests {}
