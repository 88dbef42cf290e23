"""Import: a model that exists as code or as a file becomes a short spec.

A front end (`frontends/`, a file each) reads a model as operations. The rest is shared and pure:
operations → series-parallel tree → groups by module → blocks → YAML, and the proof of the result.
"""
