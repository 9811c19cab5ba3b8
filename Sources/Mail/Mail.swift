// The room Mail.
