"""Posters for the counters: one sheet of A4 with QR codes, a short code and few, large words."""
