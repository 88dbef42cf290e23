"""Messages about what is typed on the command line: networks, settings, options."""

from cnncount.messages import Message

MESSAGES = {
    "no-such-network": Message(
        "no {what} {word:quoted}; did you mean {guesses:quoted-or}?",
        "The name is not a bundled network. The suggestions are spelled most like it.",
        "cnncount resnet51",
        "cnncount resnet50",
    ),
    "no-network": Message(
        "no {what} {word:quoted}; 'cnncount list' shows the bundled networks",
        "The name is not a bundled network, and no bundled network is spelled like it. The name of "
        "a file has a slash, or ends in .yaml or .yml.",
        "cnncount mine",
        "cnncount mine.yaml",
    ),
    "not-a-spec": Message(
        "{file}: expected a file that ends in .yaml or .yml",
        "A network is described by a YAML file. The file's name says so by its suffix.",
        "cnncount mine.txt",
        "cnncount mine.yaml",
    ),
    "several-networks": Message(
        "expected one network, not {n}: 'cnncount compare {networks}' shows them side by side",
        "The command counts one network.",
        "cnncount lenet5 resnet50",
        "cnncount compare lenet5 resnet50",
    ),
    "not-an-assignment": Message(
        "{where}: expected VAR=VALUE, not {word:quoted}",
        "A variable of a family is set by its name, an equals sign and a value.",
        "cnncount resnet50 --set downsample_at",
        "cnncount resnet50 --set downsample_at=3x3",
    ),
    "set-twice": Message(
        "{name} is set twice; set it once",
        "A variable gets one value, from --set or from the settings after the network's name.",
        "cnncount resnet50 --set width=64 --set width=32",
        "cnncount resnet50 --set width=64",
    ),
    "option-twice": Message(
        "{option} is given twice; give it once",
        "The option takes one value.",
        "cnncount lenet5 --batch 1 --batch 8",
        "cnncount lenet5 --batch 8",
    ),
    "not-a-shape": Message(
        "--input: expected a shape, channels first, like 3x224x224, not {word:quoted}",
        "The input is the number of channels and one to three spatial sizes, with x between them.",
        "cnncount lenet5 --input 32by32",
        "cnncount lenet5 --input 1x32x32",
    ),
    "extra-missing": Message(
        "{module} is not installed; pip install 'cnncount[trace]'",
        "The command builds PyTorch models. PyTorch and fvcore come with the extra 'trace'.",
    ),
    "options-exclude": Message(
        "{one} and {other} cannot be used together",
        "Each of the two options chooses what is shown.",
        "cnncount lenet5 --per-layer --show-work",
        "cnncount lenet5 --show-work",
    ),
    "option-needs": Message(
        "{option} needs {what}",
        "The option has no effect in this command as it is given.",
        "cnncount conventions fvcore --batch 4",
        "cnncount conventions resnet50 --batch 4",
    ),
    "not-written": Message(
        "{file}: cannot be written: {reason}",
        "The output file of -o could not be opened.",
        "cnncount lenet5 -o missing/lenet5.md",
        "cnncount lenet5 -o lenet5.md",
    ),
}
