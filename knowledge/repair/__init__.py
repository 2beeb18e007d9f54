"""Repair of texts whose scanning lost æ, ø and å: which letters, which word, which neighbours; a clean text stays as it is."""

from knowledge.repair.report import report_lines
from knowledge.repair.restoration import Repair, RepairedText, repair_text
from knowledge.repair.source import read_text

__all__ = ["Repair", "RepairedText", "read_text", "repair_text", "report_lines"]
