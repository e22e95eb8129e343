"""The subcommands, one module each; imported only when asked for, so that none pays for another."""
