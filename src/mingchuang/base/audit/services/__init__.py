"""Writing, sealing, verifying and exporting the audit trail."""

from mingchuang.base.audit.services.recording import record

__all__ = ["record"]
