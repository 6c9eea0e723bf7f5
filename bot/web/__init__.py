"""One Starlette app: the chat page, invitations, webhooks, health, and the demo page."""
