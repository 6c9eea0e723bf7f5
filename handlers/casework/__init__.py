"""The rules of a case: categories, units, working time, routing, escalation, allowed moves."""
