"""Draws a digest's picture, workbook and report in a process of its own, so that its packages leave with it."""
