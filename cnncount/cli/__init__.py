"""The command line: a file per command; arguments are read here, and nothing is computed.

Importing it prepares the process for one short command.
"""

import atexit
import gc
import os

# A count makes few cycles, and ends soon: to look for them takes longer than the count. At the end
# nothing has to be collected, for the process gives back all of its memory.
gc.set_threshold(100_000)
atexit.register(gc.freeze)

# Looking for pydantic plugins reads the metadata of every installed package, at each start.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
