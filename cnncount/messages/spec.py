"""Messages about specs: keys, values, blocks, variables and variants."""

from cnncount.messages import Message

MESSAGES = {
    "spec-not-mapping": Message(
        "expected a mapping with name, input, layers, …",
        "An architecture file is a mapping at its top level.",
    ),
    "block-not-mapping": Message(
        "expected a block: a mapping with vars and layers", "A block holds layers."
    ),
    "reference-not-mapping": Message(
        "expected a reference: a mapping with variant, model, …",
        "A reference names other code for the same network.",
    ),
    "not-layer-list": Message(
        "expected a list of layers, each on a line with '- '",
        "Layers are written one per line, after a dash.",
        "layers:\n  conv: {out: 6, kernel: 5}",
        "layers:\n  - conv: {out: 6, kernel: 5}",
    ),
    "not-layer": Message(
        "expected a layer: a kind, or one kind with its arguments in {{ }} or indented below it",
        "An item of a list of layers names one layer kind.",
        "- {conv: {out: 6, kernel: 5}, relu: {}}",
        "- conv: {out: 6, kernel: 5}\n- relu",
    ),
    "arguments-not-indented": Message(
        "the arguments of {kind} must be indented further than {kind:quoted}",
        "Without the indentation the arguments are keys beside the layer kind.",
        "- conv:\n  out: 6\n  kernel: 5",
        "- conv:\n    out: 6\n    kernel: 5",
    ),
    "unknown-kind": Message(
        "unknown layer kind {kind:quoted}{guess:suggest}",
        "No layer kind and no combinator has this name. `cnncount layers` lists them.",
        "- max_pol: {kernel: 2}",
        "- max_pool: {kernel: 2}",
    ),
    "positional-arguments": Message(
        "expected named arguments: {kind}: {{key: value, …}}",
        "Arguments of a layer have names.",
        "- conv: 6",
        "- conv: {out: 6, kernel: 5}",
    ),
    "missing-keys": Message(
        "{what} needs {keys:quoted-and}",
        "A required key is missing.",
        "- conv: {out: 6}",
        "- conv: {out: 6, kernel: 5}",
    ),
    "unknown-key": Message(
        "unknown key {key:quoted} of {what}; did you mean {guess:quoted}?",
        "The kind or the mapping has no such key.",
        "- conv: {out: 6, kernal: 5}",
        "- conv: {out: 6, kernel: 5}",
    ),
    "unknown-key-known": Message(
        "unknown key {key:quoted} of {what}; expected one of: {known:list}",
        "The kind or the mapping has no such key, and none that is spelled like it.",
        "- relu: {colour: 6}",
        "- relu",
    ),
    "key-from-input": Message(
        "unknown key {key:quoted} of {what}; leave it out: the input determines it",
        "The shape of the input is known, so a layer does not repeat it.",
        "- conv: {in_channels: 3, out: 6, kernel: 5}",
        "- conv: {out: 6, kernel: 5}",
    ),
    "key-without-effect": Message(
        "unknown key {key:quoted} of {what}; leave it out: no count depends on it",
        "Arguments that change no count are not part of a spec.",
        "- dropout: {p: 0.5}",
        "- dropout",
    ),
    "key-of-dense": Message(
        "unknown key {key:quoted} of dense; a fully connected layer is called 'linear'",
        "In a spec `dense` is a dense block (DenseNet).",
        "- dense: {units: 10}",
        "- linear: {out: 10}",
    ),
    "invalid-value": Message("{name}: {reason}", "The value does not fit the key."),
    "too-small": Message("expected at least {least}, not {value}", "The value is too small."),
    "too-large-value": Message("expected at most {most}, not {value}", "The value is too large."),
    "too-few-items": Message(
        "expected at least {n:plural|item|items}, not {given}", "The list is too short."
    ),
    "too-many-items": Message(
        "expected at most {n:plural|item|items}, not {given}", "The list is too long."
    ),
    "empty-string": Message("expected a string, not an empty one", "The value is empty."),
    "string-too-long": Message(
        "expected at most {n} characters, not {given}", "The string is too long."
    ),
    "forbidden-characters": Message(
        "expected only {marks:and}, not {value:quoted}", "A name has other characters."
    ),
    "forbidden-identifier": Message(
        "expected only {marks:and}, and no digit first, not {value:quoted}",
        "A name in formulas is made of letters, digits and underscores.",
    ),
    "letters": Message("letters", "This is a part of other messages."),
    "digits": Message("digits", "This is a part of other messages."),
    "wrong-type": Message(
        "expected {expected:or}, not {value}", "The value has another type than the key needs."
    ),
    "wrong-type-guess": Message(
        "expected {expected:or}, not {value}; did you mean {guess}?",
        "The value has another type than the key needs.",
        "- conv: {out: '6', kernel: 5}",
        "- conv: {out: 6, kernel: 5}",
    ),
    "reserved-name": Message(
        "{name:quoted} cannot be the name of a var; formulas reserve it or cannot contain it",
        "A var's name must be a name in formulas: letters, digits, underscores, no function.",
        "vars: {min: 3}",
        "vars: {smallest: 3}",
    ),
    "no-var": Message(
        "{name:quoted} is not among the vars of this file{guess:suggest}",
        "Variants, choices and references set only variables that `vars` declares.",
    ),
    "not-a-choice": Message(
        "{name}: expected one of {choices:list}, not {value}{guess:suggest}",
        "`choices` limits the values of this variable.",
    ),
    "only-choice": Message(
        "{name}: expected {choice}, not {value}",
        "`choices` allows one value of this variable.",
    ),
    "family-has-no-var": Message(
        "{family} has no var {name:quoted}; did you mean {guess:quoted}?",
        "`--set` gives a value to a variable of the family. `cnncount show` lists them.",
        "cnncount resnet50 --set downsample=3x3",
        "cnncount resnet50 --set downsample_at=3x3",
    ),
    "family-has-other-vars": Message(
        "{family} has no var {name:quoted}; its vars are: {known:list}",
        "`--set` gives a value to a variable of the family.",
    ),
    "family-without-vars": Message(
        "{family} has no var {name:quoted}; it has none", "The network has no variables."
    ),
    "no-variant": Message(
        "{family} has no variant {variant:quoted}{guess:suggest}",
        "The family has other variants. `cnncount list` shows those of bundled families.",
    ),
    "choose-variant": Message(
        "{family} is a family; choose one of: {variants:list}",
        "A file with variants describes several networks. Name one: FILE:VARIANT.",
        "cnncount my_family.yaml",
        "cnncount my_family.yaml:small",
    ),
    "reference-needs-variant": Message(
        "a reference needs 'variant', one of: {variants:list}",
        "In a family, a reference says which variant it is code for.",
    ),
    "no-family": Message(
        "no family {name:quoted}{guess:suggest}", "No bundled family has this name."
    ),
    "circular-var": Message(
        "the var {name:quoted} refers to itself: {chain:chain}",
        "The value of a variable depends on the variable itself.",
        "vars: {a: $b, b: $a}",
        "vars: {a: 1, b: $a}",
    ),
    "unknown-name": Message(
        "unknown name {name:quoted}{guess:suggest}",
        "The formula names a variable that does not exist here.",
    ),
    "formula": Message("{reason}", "The formula cannot be read or computed."),
    "require": Message(
        "{name}: {message}",
        "The file says under 'require' what its variables must fulfil together.",
        "cnncount resnet18 --set groups=32",
        "cnncount resnet50 --set groups=32",
    ),
    "require-not-bool": Message(
        "expected true or false, not {value}",
        "A requirement is an expression that is true or false.",
        "require: [{that: '${groups}', message: no groups}]",
        "require: [{that: '${groups == 1}', message: no groups}]",
    ),
    "input-channels-last": Message(
        "the input has {channels:,} channels; if the last number is the channels, "
        "write {input:sizes}",
        "An input is channels first. The last number looks like the channels of an image.",
        "input: [32, 32, 3]",
        "input: [3, 32, 32]",
    ),
    "input-does-not-fit": Message(
        "{name} cannot be counted on {given:sizes}: {problem}; its own input is {own:sizes}",
        "A layer of the network does not fit the input that was given.",
        "cnncount lenet5 --input 1x28x28",
        "cnncount lenet5 --input 1x32x32",
    ),
    "invalid-input": Message(
        "expected an input of channels and one to three spatial sizes, each from 1 to 2^60",
        "The input is a list, channels first.",
        "input: [32, 32]",
        "input: [3, 32, 32]",
    ),
    "input-rank": Message(
        "{family} needs an input of {rank} sizes, channels first, like {like:sizes}; "
        "{given:sizes} has {n}",
        "The network is written for inputs of this rank.",
        "cnncount resnet50 --input 320x320",
        "cnncount resnet50 --input 3x320x320",
    ),
    "channels-last": Message(
        "expected channels first, like {like:sizes}; {given:sizes} has {n} channels",
        "Shapes are written channels first.",
        "cnncount resnet50 --input 320x320x3",
        "cnncount resnet50 --input 3x320x320",
    ),
}
