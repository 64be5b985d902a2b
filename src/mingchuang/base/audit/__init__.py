"""The audit log: append-only, chained, verifiable."""
