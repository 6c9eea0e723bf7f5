"""Replays a real office's log: reads it, makes up a town for it, and runs the clock over both."""
