"""One settings module, addresses and the server's entry point."""
