"""Writing, sealing, verifying and exporting the audit trail."""

from mingchuang.base.audit.services.exporting import export
from mingchuang.base.audit.services.recording import record, record_many
from mingchuang.base.audit.services.sealing import export_head, seal
from mingchuang.base.audit.services.verification import VerificationReport, verify

__all__ = ["VerificationReport", "export", "export_head", "record", "record_many", "seal", "verify"]
