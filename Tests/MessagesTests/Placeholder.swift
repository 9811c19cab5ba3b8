import Testing

@Suite struct PlaceholderMessagesTests {}
