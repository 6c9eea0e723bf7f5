"""What the bot does: pure dialogues and rules, with no input or output of their own."""
