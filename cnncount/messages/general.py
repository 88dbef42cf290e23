"""Messages about names and options."""

from cnncount.messages import Message

MESSAGES = {
    "no-such": Message(
        "no {what} {word:quoted}; did you mean {guess:quoted}?",
        "The name is not known. The suggestion is the known name that is spelled most like it.",
        "cnncount lenet5 --format jsn",
        "cnncount lenet5 --format json",
    ),
    "no-such-choices": Message(
        "no {what} {word:quoted}; expected one of: {choices:list}",
        "The name is not known, and no known name is spelled like it.",
        "cnncount lenet5 --dtype complex",
        "cnncount lenet5 --dtype float16",
    ),
    "more-problems": Message(
        "Only the first {n} problems are shown.",
        "The file has at least this many problems. Correct these, then run the command again.",
    ),
}
