"""The running thing: wiring, channels, clock, settings, command line."""
