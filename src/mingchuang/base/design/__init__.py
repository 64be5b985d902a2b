"""Shell, components and styles of both faces."""
