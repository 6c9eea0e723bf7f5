"""The channels: each opens to the same protocol and knows nothing of the others."""
