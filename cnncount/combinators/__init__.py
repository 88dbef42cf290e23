"""The combinators: ways to put layers together, a file each. Every file is one, by its name,
unless the name begins with an underscore."""
