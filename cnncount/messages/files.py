"""Messages about files that cannot be read."""

from cnncount.messages import Message

MESSAGES = {
    "no-standard-input": Message(
        "<stdin>: standard input is closed",
        "The command reads `-`, and nothing is connected to it.",
    ),
    "not-regular-file": Message(
        "{path}: not a regular file; use - for standard input",
        "Devices, pipes and sockets are not read.",
    ),
    "is-file": Message("{path}: a file, not a folder", "The path should name a folder."),
    "cannot-be-made": Message(
        "{path}: cannot be created: {reason}",
        "The operating system refuses to create the folder.",
    ),
    "too-many-files": Message(
        "{path}: more than {n:,} files in this folder and below it",
        "The number of files in a folder is limited.",
    ),
    "outside-folder": Message(
        "{name:quoted}: not in the folder of the file that names it",
        "A file may name files in its own folder and below. See SECURITY.md.",
    ),
    "other-file": Message(
        "{path}: expected a file with {keys:quoted-and}",
        "The file is not of the kind that it should be. Its content is not shown.",
    ),
    "is-directory": Message("{path}: a directory, not a file", "The path names a directory."),
    "unreadable": Message(
        "{path}: cannot be read: {reason}", "The operating system refuses to open the file."
    ),
    "file-too-large": Message("{path}: larger than {kib} KiB", "The size of a file is limited."),
    "utf-16": Message("{path}: encoded as UTF-16; save it as UTF-8", "Files are read as UTF-8."),
    "not-utf-8": Message("{path}: not UTF-8 text (line {line})", "Files are read as UTF-8."),
    "file-empty": Message("{path}: the file is empty", "There is nothing to read."),
}
