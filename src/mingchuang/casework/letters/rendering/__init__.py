"""Sets a letter's content on the page of GB/T 9704: as PDF/A to issue, as DOCX to be worked on in Word.

Both renderers take data only. No text of a letter is ever read as markup or as a template.
"""

from mingchuang.casework.letters.rendering.docx import as_docx
from mingchuang.casework.letters.rendering.pdf import as_pdf, as_pictures

__all__ = ["as_docx", "as_pdf", "as_pictures"]
