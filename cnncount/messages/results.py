"""Messages about results and the formats in which they are written."""

from cnncount.messages import Message

MESSAGES = {
    "too-few-networks": Message(
        "compare takes two networks or more, not {n}",
        "A comparison needs at least two networks. One network may be given twice, with other"
        " settings.",
        "cnncount compare resnet50",
        "cnncount compare resnet50 resnet101",
    ),
    "several-conventions": Message(
        "compare takes networks counted under one convention, not under {names:list}",
        "The figures of two conventions count different things, so their ratio means nothing.",
    ),
    "no-spec-data": Message(
        "a spec given as a dict holds dicts, lists, strings and numbers: {reason}",
        "The dict is read as the YAML file that it would be. Other objects have no YAML form.",
        "cnncount.count({'input': (1, 32, 32), 'layers': [torch.nn.ReLU()]})",
        "cnncount.count({'input': [1, 32, 32], 'layers': ['relu']})",
    ),
    "needs-junitparser": Message(
        "--format junit needs junitparser: pip install 'cnncount[junit]'",
        "JUnit's XML is written by a library that is not installed with cnncount.",
    ),
    "format-without-meaning": Message(
        "--format {format} has no meaning for this output; expected one of: {known:list}",
        "The format exists, but it writes what this output does not have: text, github and junit"
        " write checked answers.",
        "cnncount lenet5 --format junit",
        "cnncount check exam.key.yaml --format junit",
    ),
    "needs-pandas": Message(
        "to_pandas needs pandas: pip install pandas",
        "The data frame is made by pandas, which is not installed with cnncount.",
    ),
    "listing-too-long": Message(
        "{layers:,} layers: a listing shows at most {limit:,}; group them with --depth 1",
        "Every repetition is a row of its own. '--depth' shows groups of layers as one row.",
    ),
    "batch-too-small": Message(
        "a batch is a number of examples, at least 1, not {batch}",
        "The batch multiplies what is computed for one example.",
        "cnncount lenet5 --batch 0",
        "cnncount lenet5 --batch 32",
    ),
}
