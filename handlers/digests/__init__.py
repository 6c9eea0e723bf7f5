"""What committees read."""
