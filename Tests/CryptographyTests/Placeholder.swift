import Testing

@Suite struct PlaceholderCryptographyTests {}
