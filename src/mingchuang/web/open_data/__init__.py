"""Open data: the public catalogue as files to copy, what they hold, and the interface beside them."""
