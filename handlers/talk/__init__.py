"""How a conversation works: events, says, forms, choices, facts, language."""
