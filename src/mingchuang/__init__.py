"""Mingchuang（明窗）: open government and foreign-affairs business for a Chinese government department."""

__version__ = "0.1.0"
