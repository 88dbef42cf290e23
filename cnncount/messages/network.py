"""Messages about a network as a whole."""

from cnncount.messages import Message

MESSAGES = {
    "expanded-steps": Message(
        "the expanded spec has more than {limit:,} layers",
        "A spec has a limit on its layers. Blocks and repetitions count once; in the expanded spec "
        "every repetition counts.",
    ),
    "expanded-levels": Message(
        "the expanded spec is nested more than {limit} levels deep",
        "A YAML file has a limit on its nesting. Blocks are not nested in the file; in the "
        "expanded spec they are.",
    ),
}
