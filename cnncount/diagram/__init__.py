"""Pictures of a network, drawn from its counted tree."""
