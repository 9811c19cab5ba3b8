// The tests of the room Mail.
