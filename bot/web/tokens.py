"""The secret names of web chats."""

import secrets


def fresh() -> str:
    """Give the token of a chat that nobody else can name: 192 random bits in the letters of a URL."""
    return secrets.token_urlsafe(24)
