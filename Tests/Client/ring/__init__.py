"""What the client ring's tests stand on: the subject, its clients, and stand-ins for the world around it."""
