"""Messages about text that is not YAML, or not the YAML that cnncount reads."""

from cnncount.messages import Message

MESSAGES = {
    "not-yaml": Message("not YAML: {reason}", "The YAML parser cannot read the file."),
    "nested-too-deep": Message(
        "nested more than {n} levels deep",
        "Lists and mappings inside one another have a limit. Use blocks and stages.",
    ),
    "unexpected-indentation": Message(
        "unexpected indentation",
        "The line is indented further, or less far, than the lines that it belongs to.",
        "layers:\n  - conv: {out: 6, kernel: 5}\n - relu",
        "layers:\n  - conv: {out: 6, kernel: 5}\n  - relu",
    ),
    "tab": Message(
        "a tab in the indentation; use spaces",
        "YAML allows only spaces in the indentation.",
    ),
    "forbidden-start": Message(
        "a value cannot begin with {character:quoted}; put it in quotes",
        "YAML reserves this character at the start of a value.",
        "name: @home",
        "name: '@home'",
    ),
    "quote-expression": Message(
        "an expression inside {{ }} or [ ] must be in quotes: '${{…}}'",
        "Braces inside braces end the mapping too early. Quotes prevent that.",
        "- conv: {out: ${2 * width}, kernel: 3}",
        "- conv: {out: '${2 * width}', kernel: 3}",
    ),
    "colon-in-expression": Message(
        "an expression with ': ' must be in quotes: '${{…}}'",
        "YAML takes ': ' for the end of a key.",
    ),
    "second-colon": Message(
        "a second ':' in this line; put arguments in {{ }}, or a text with ': ' in quotes",
        "A line holds one key. Several arguments are written as a mapping in braces.",
        "- conv: out: 6, kernel: 5",
        "- conv: {out: 6, kernel: 5}",
    ),
    "unexpected-key": Message(
        "unexpected key; check the indentation, and the ':' of the line above",
        "YAML expects no key at this place.",
    ),
    "quote-not-closed": Message("the quote is not closed", "The text has no closing quote."),
    "escape": Message(
        "unknown escape sequence; write a backslash twice in double quotes",
        "In double quotes a backslash begins an escape sequence. Single quotes have none.",
        'name: "C:\\data"',
        "name: 'C:\\data'",
    ),
    "missing-colon": Message(
        "expected ': ' and a value after this key",
        "A key without a colon is no key.",
        "input [3, 32, 32]",
        "input: [3, 32, 32]",
    ),
    "missing-value": Message("expected a value", "A value is missing between two marks."),
    "unexpected-value": Message(
        "expected a value, not {found:quoted}", "A value is missing before this mark."
    ),
    "missing-mark": Message(
        "expected ',' or {mark:quoted}",
        "Items in brackets are separated by commas, and the bracket is closed.",
        "input: [3 32, 32]",
        "input: [3, 32, 32]",
    ),
    "bracket-not-closed": Message(
        "this {bracket:quoted} is not closed", "The bracket has no counterpart."
    ),
    "unmatched-bracket": Message(
        "unmatched {bracket:quoted}", "The bracket closes nothing that is open."
    ),
    "text-in-quotes": Message(
        "a text with this character must be in quotes as a whole",
        "Quotes around a part of a text do not count.",
    ),
    "control-character": Message(
        "invisible control character {name}",
        "Control characters have no place in a text file, apart from line breaks and tabs.",
    ),
    "too-many-values": Message(
        "more than {n:,} values in one file", "The size of a file is limited."
    ),
    "second-document": Message(
        "a second document begins here; expected one", "A file holds one YAML document."
    ),
    "anchor": Message(
        "anchors and aliases (& and *) are not supported; use vars and blocks",
        "Aliases can make a small file huge. Vars and blocks do the same job.",
    ),
    "tag": Message(
        "tags (!) are not supported; put a text that begins with ! in quotes",
        "A tag asks for a type. The types of values follow from the key.",
    ),
    "number-too-large": Message(
        "the number is too large (2^100 or more)", "Numbers in a file are limited."
    ),
    "key-not-string": Message("expected a string as key", "A key is a name or a number."),
    "duplicate-key": Message(
        "duplicate key {key:quoted} (first in line {line})",
        "A mapping has each key once.",
        "- conv: {out: 6, kernel: 5, out: 16}",
        "- conv: {out: 16, kernel: 5}",
    ),
    "too-many-keys": Message("more than {n:,} keys", "The size of a mapping is limited."),
    "expression-not-closed": Message(
        "this '${{' is not closed", "An expression begins with '${{' and ends with '}}'."
    ),
    "expression-form": Message(
        "expected an expression $name or ${{formula}}, with nothing before or after it",
        "An expression is the whole value, not a part of a text.",
        "- conv: {out: 2 * $width, kernel: 3}",
        "- conv: {out: '${2 * width}', kernel: 3}",
    ),
}
