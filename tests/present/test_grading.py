"""Marks as they are shown."""

from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


def test_the_points_say_of_how_many(cnncount):
    key, answers = EXAMPLES / "quiz.key.yaml", EXAMPLES / "answers.csv"
    status, out, _ = cnncount("grade", str(key), str(answers))
    assert status == 0
    questions = 8
    extra = 1  # 1b gives two
    assert f"Points of {questions + extra}  " in out
