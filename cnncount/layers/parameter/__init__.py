"""A trained tensor that meets the data element by element, without a layer around it."""
