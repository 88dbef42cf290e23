"""Messages about models that are imported."""

from cnncount.messages import Message

MESSAGES = {
    "cannot-import": Message(
        "{place}cannot import {operation}{where}: {reason}",
        "The model does something that no layer kind says. Nothing is left out of an import.",
    ),
    "import-differs": Message(
        "{source}: the import is wrong: {difference}",
        "The spec does not count what the model has. This is a fault of cnncount: report it.",
    ),
    "import-needs-input": Message(
        "{source}: give the input: --input 3x224x224",
        "Code does not say what size of input the model takes.",
    ),
    "module-needs-input": Message(
        "{source}: give the input: input=(3, 224, 224)",
        "A module does not say what size of input it takes.",
    ),
    "import-says-input": Message(
        "{source}: a file says its input itself", "--input and --arg are for models in code."
    ),
    "no-such-file": Message("{source}: there is no such file", "The path names nothing."),
    "pickle": Message(
        "{source}: weights without a network, and loading them may run code; "
        "expected {kinds:quoted-or}",
        "A pickle holds numbers under names, and runs what its author put there.",
    ),
    "not-a-model": Message(
        "{source}: not a model; expected {kinds:quoted-or}", "The word names no model."
    ),
    "not-installed": Message(
        "{package} is not installed; pip install 'cnncount[{extra}]'",
        "The front end needs a package that is in an extra.",
    ),
    "code-not-imported": Message(
        "{source}: cannot be imported: {error}", "Importing the module raised this error."
    ),
    "no-such-attribute": Message(
        "{source}: {module} has no {name:quoted}", "The name after the colon is not in the module."
    ),
    "model-not-made": Message(
        "{source}: {error}; give arguments as --arg NAME=VALUE",
        "The class or function cannot be called with these arguments.",
    ),
    "not-a-module": Message(
        "{source}: gives {kind}, not a torch.nn.Module", "Only modules of PyTorch are imported."
    ),
    "cannot-export": Message(
        "PyTorch cannot export the model: {error}",
        "torch.export.export refuses the model: control flow that depends on data, for example.",
    ),
    "cannot-load-model": Message(
        "{source}: cannot be loaded: {error}", "The file is damaged, or no file of this kind."
    ),
    "several-inputs": Message(
        "{source}: takes {n} inputs; a spec has one", "A network in a spec has one input."
    ),
    "unknown-input": Message(
        "{source}: the size of its input is not fixed; export it with fixed sizes",
        "A spec has an input of a known shape.",
    ),
    "batch-of-one": Message(
        "{source}: export it with a batch of 1", "The first axis of the input is the batch."
    ),
}
