"""The `mingchuang` command. Each subcommand is a module here, loaded only when it is called."""
