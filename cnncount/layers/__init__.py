"""The layer kinds, a file per family. A file here is found by being here."""
