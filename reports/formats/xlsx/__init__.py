"""Excel workbooks: reports to print and to follow to their evidence, and plain lists."""

from reports.formats.xlsx.limits import TooManyRowsError
from reports.formats.xlsx.workbook import list_xlsx, xlsx

__all__ = ["TooManyRowsError", "list_xlsx", "xlsx"]
