"""The pre-commit hook, the GitHub action and the pytest plugin, run as their users run them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
QUIZ = ROOT / "docs" / "examples" / "quiz.key.yaml"
EXAM = ROOT / "docs" / "examples" / "exam.key.yaml"
PACKAGED = [
    *("archs", "cnncount", "docs", "LICENSE", "README.md", "pyproject.toml"),
    "action.constraints.txt",
]
HOOKS = ".pre-commit-hooks.yaml"
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))

# pip builds and installs from what this environment has, without an index. It takes the value of
# an option that begins with "no" for the value of what is negated: there is to be no isolation.
OFFLINE = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0"}


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    unset = ("GITHUB_", "GIT_", "PRE_COMMIT", "PYTEST_")
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(unset)}
    return subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env={**inherited, "PYTHONUTF8": "1", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def package(folder: Path) -> Path:
    """A copy of what a clone of the project has and pip installs."""
    folder.mkdir(parents=True)
    for name in [*PACKAGED, HOOKS, "action.yml"]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            leave = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=leave)
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


# --- what the guide on exam keys tells users to write


def documented(name: str) -> str:
    """The file of this name in a user's repository, as the document has it."""
    text = (ROOT / "docs" / "how-to" / "exam-key-in-ci.md").read_text(encoding="utf-8")
    found = re.search(rf"^```yaml\n# {re.escape(name)}\n(.*?)^```$", text, re.M | re.S)
    assert found, f"docs/how-to/exam-key-in-ci.md has no {name}"
    return found[1]


def test_the_documented_workflow_uses_this_action() -> None:
    workflow = yaml.safe_load(documented(".github/workflows/keys.yml"))
    checkout, ours = workflow["jobs"]["keys"]["steps"]
    assert checkout["uses"].startswith("actions/checkout@")
    assert ours["uses"] == "./cnncount"
    assert ours["with"].keys() <= ACTION["inputs"].keys()


def test_the_documented_hook_is_the_one_that_a_clone_has() -> None:
    (repository,) = yaml.safe_load(documented(".pre-commit-config.yaml"))["repos"]
    (hook,) = repository["hooks"]
    (ours,) = yaml.safe_load((ROOT / HOOKS).read_text(encoding="utf-8"))
    assert {**ours, **hook} == {**ours, "language": "system"}


@pytest.mark.skipif(not shutil.which("git"), reason="pre-commit works on git's repositories")
def test_pre_commit_runs_the_documented_hook(tmp_path: Path) -> None:
    name, exam, bin = ".pre-commit-config.yaml", tmp_path / "exam", tmp_path / "bin"
    for folder in (exam, bin):
        folder.mkdir()
    (exam / name).write_text(documented(name), encoding="utf-8")
    shutil.copy(QUIZ, exam / "quiz.key.yaml")
    (bin / "cnncount").write_text(f'#!/bin/sh\nexec {sys.executable} -m cnncount "$@"\n')
    (bin / "cnncount").chmod(0o755)

    def tried() -> subprocess.CompletedProcess[str]:
        git("add", ".", cwd=exam)
        return run(
            *(sys.executable, "-m", "pre_commit", "run", "--all-files", "--color", "never"),
            cwd=exam,
            PRE_COMMIT_HOME=str(tmp_path / "home"),
            PYTHONPATH=str(ROOT),
            PATH=os.pathsep.join([str(bin), os.environ["PATH"]]),
            GIT_CONFIG_GLOBAL=os.devnull,
        )

    git("init", "--quiet", cwd=exam)
    passed = tried()
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert re.search(r"^cnncount check\.+Passed$", passed.stdout, re.M)
    shutil.copy(EXAM, exam / "exam.key.yaml")
    failed = tried()
    assert failed.returncode == 1, failed.stdout + failed.stderr
    assert "expected 156, not 150 (6 too few)" in failed.stdout


# --- pre-commit


def git(*arguments: str | Path, cwd: Path) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    done = run("git", *who, *arguments, cwd=cwd, GIT_CONFIG_GLOBAL=os.devnull)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not shutil.which("git"), reason="pre-commit works on git's repositories")
def test_pre_commit_installs_the_hook_from_a_clone_and_runs_it(tmp_path: Path) -> None:
    hooks = package(tmp_path / "cnncount")
    exam = tmp_path / "exam"
    exam.mkdir()
    shutil.copy(QUIZ, exam / "quiz.key.yaml")
    (exam / "notes.yaml").write_text("this is: no key\n")
    for repository in (hooks, exam):
        git("init", "--quiet", cwd=repository)
        git("add", ".", cwd=repository)
        git("commit", "--quiet", "--message", "x", cwd=repository)

    def tried() -> subprocess.CompletedProcess[str]:
        return run(
            *(sys.executable, "-m", "pre_commit", "try-repo", hooks, "cnncount-check"),
            *("--all-files", "--color", "never"),
            cwd=exam,
            PRE_COMMIT_HOME=str(tmp_path / "home"),
            PYTHONPATH=sysconfig.get_path("purelib"),
            GIT_CONFIG_GLOBAL=os.devnull,
            **OFFLINE,
        )

    passed = tried()
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert re.search(r"^cnncount check\.+Passed$", passed.stdout, re.M)
    shutil.copy(EXAM, exam / "exam.key.yaml")
    git("add", ".", cwd=exam)
    failed = tried()
    assert failed.returncode == 1, failed.stdout + failed.stderr
    assert "exam.key.yaml:7:47: expected 156, not 150 (6 too few)" in failed.stdout
    assert "Quiz" not in failed.stdout
    assert "notes.yaml" not in failed.stdout


# --- the action


STEPS = [step for step in ACTION["runs"]["steps"] if "run" in step]


def test_every_step_of_the_action_says_its_shell_and_takes_no_input_into_its_script() -> None:
    assert ACTION["runs"]["using"] == "composite"
    assert [step["shell"] for step in STEPS] == ["bash", "bash"]
    assert not any("${{" in step["run"] for step in STEPS)
    named = re.findall(r"\$\{\{ inputs\.([\w-]+) \}\}", str(ACTION["runs"]))
    assert sorted(named) == sorted(ACTION["inputs"])


def isolated_python(folder: Path, site: Path) -> Path:
    """A Python as setup-python's, whose environments are this one's and what is put into `site`.

    It makes no environment, which takes long, but one that runs it again; with -I nothing of the
    working directory is imported, and without it everything is, as Python has it.
    """
    folder.mkdir()
    program = folder / "python"
    program.write_text(
        f"""#!/bin/bash
if [ "$1 $2 $3" = "-I -m venv" ]; then
  mkdir -p "$4/bin" && ln -s {program} "$4/bin/python" && exit
fi
if [ "$1" = -I ]; then
  shift
  PYTHONPATH={site} PIP_TARGET={site} exec {sys.executable} -P "$@"
fi
PYTHONPATH={site} PIP_TARGET={site} exec {sys.executable} "$@"
""",
        encoding="utf-8",
    )
    program.chmod(0o755)
    return folder


def act(tmp_path: Path, action: Path, work: Path, paths: str, hide: str) -> str:
    """What the steps of the action print on a repository; the last line is the exit status."""
    site, temp = tmp_path / "site", tmp_path / "temp"
    temp.mkdir()
    python = isolated_python(tmp_path / "python", site)
    environment = {
        "GITHUB_ACTION_PATH": str(action),
        "GITHUB_WORKSPACE": str(work),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "RUNNER_TEMP": str(temp),
        "PATH": os.pathsep.join([str(python), os.environ["PATH"]]),
        **OFFLINE,
    }
    inputs = {"inputs.paths": paths, "inputs.hide-expected": hide}
    for step in STEPS:
        given = {name: inputs[value.strip("${} ")] for name, value in step.get("env", {}).items()}
        script = tmp_path / "step.sh"
        text = step["run"].replace("export PIP_CONSTRAINT=", "export UNUSED=")  # no index, no pins
        script.write_text(text, encoding="utf-8")
        # as GitHub runs `shell: bash`
        bash = ["bash", "--noprofile", "--norc", "-eo", "pipefail", script]
        done = run(*bash, cwd=work, **environment, **given)
        if step is not STEPS[-1]:
            assert done.returncode == 0, done.stdout + done.stderr
    return f"{done.stdout}{done.stderr}{done.returncode}"


@pytest.mark.parametrize(
    ("paths", "hide", "status"),
    [
        ("good\n", "false", 0),
        ("good\r\nbad dir/exam.key.yaml\r\n", "false", 1),
        ("good\nbad */*.yaml\n", "no", 1),
        ("bad dir", "True", 1),
        (".", "yes", 1),
    ],
)
def test_the_steps_of_the_action_run_as_they_stand(
    tmp_path: Path, paths: str, hide: str, status: int
) -> None:
    work = tmp_path / "work"
    for folder, key in (("good", QUIZ), ("bad dir", EXAM)):
        (work / folder).mkdir(parents=True)
        shutil.copy(key, work / folder)
    told = act(tmp_path, package(work / "cnncount"), work, paths, hide)
    assert told.endswith(str(status)), told
    annotated = "::error file=bad dir/exam.key.yaml,line=7,col=47,title=1b%3A params of C1 of"
    assert (annotated in told) == bool(status)
    assert told.count("::error") == status  # the copy of this repository is left out
    assert ("expected 156" in told) == (status == 1 and hide in ("false", "no"))
    summary = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert "questions right" in summary
    assert ("| 1b" in summary) == bool(status)


def test_nothing_of_a_hostile_checkout_runs(tmp_path: Path) -> None:
    action, work = package(tmp_path / "action"), tmp_path / "work"
    work.mkdir()
    shutil.copy(QUIZ, work)
    for name in ("pip", "cnncount", "venv", "yaml", "sitecustomize"):
        (work / name).mkdir()
        for file in ("__init__.py", "__main__.py"):
            (work / name / file).write_text("print('HOSTILE')\nraise SystemExit(3)\n")
    told = act(tmp_path, action, work, ".", "false")
    assert told.endswith("0"), told
    assert "HOSTILE" not in told


def test_the_action_pins_what_it_installs_and_runs_python_isolated() -> None:
    uses = [step["uses"] for step in ACTION["runs"]["steps"] if "uses" in step]
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", each) for each in uses)
    for step in STEPS:
        assert re.findall(r'^\s*(?:python|"\$tool") (?!-I )', step["run"], re.M) == []
    pinned = (ROOT / "action.constraints.txt").read_text(encoding="utf-8")
    lines = [line for line in pinned.splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"[a-z0-9-]+==[\w.]+", line) for line in lines)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split("[<>=]", each)[0] for each in project["dependencies"]}
    assert needed <= {line.partition("==")[0] for line in lines}


# --- pytest


def collected(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    pytest_command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--color=no"]
    if not entry_point_is_installed():
        pytest_command += ["-p", "cnncount.pytest_plugin"]
    return run(*pytest_command, *arguments, tmp_path, cwd=tmp_path, PYTHONPATH=str(ROOT))


def entry_point_is_installed() -> bool:
    from importlib.metadata import entry_points

    return any(e.value == "cnncount.pytest_plugin" for e in entry_points(group="pytest11"))


def test_pytest_shows_a_wrong_answer_without_a_traceback(tmp_path: Path) -> None:
    shutil.copy(EXAM, tmp_path)
    done = collected(tmp_path, f"--junitxml={tmp_path / 'out.xml'}")
    assert done.returncode == 1
    assert "expected 156, not 150 (6 too few)" in done.stdout
    assert "150 = 5·5·1·6: the 6 biases are missing" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert "pytest_plugin.py" not in done.stdout
    xml = (tmp_path / "out.xml").read_text(encoding="utf-8")
    assert '<property name="expected" value="150" />' in xml
    assert '<property name="computed" value="156" />' in xml


def test_pytest_reports_a_key_that_cannot_be_read_and_a_question_that_cannot_be_counted(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.key.yaml").write_text("name: x\nquestions:\n- {arhc: lenet5}\n")
    done = collected(tmp_path)
    assert done.returncode == 2
    assert "did you mean 'arch'?" in done.stdout
    (tmp_path / "a.key.yaml").write_text(
        "name: x\nquestions:\n- {arch: lenet6, quantity: params, answer: 1}\n"
    )
    done = collected(tmp_path)
    assert done.returncode == 1
    assert "a.key.yaml:3:" in done.stdout
    assert "did you mean 'lenet5'?" in done.stdout


def test_pytest_selects_questions_by_their_id(tmp_path: Path) -> None:
    shutil.copy(QUIZ, tmp_path)
    done = collected(tmp_path, "-k", "saving or 1a", "-v")
    assert done.returncode == 0
    assert "quiz.key.yaml::saving PASSED" in done.stdout
    assert "2 passed, 6 deselected" in done.stdout


def test_pytest_can_hide_what_is_counted(tmp_path: Path) -> None:
    shutil.copy(EXAM, tmp_path)
    done = collected(tmp_path, "--cnncount-hide-expected", f"--junitxml={tmp_path / 'out.xml'}")
    assert done.returncode == 1
    assert "the key says 150, which is wrong" in done.stdout
    assert "156" not in done.stdout + (tmp_path / "out.xml").read_text(encoding="utf-8")


def test_the_plugin_loads_nothing_until_it_meets_a_key() -> None:
    code = (
        "import sys; import cnncount.pytest_plugin as plugin; "
        "print([m for m in sys.modules if m.startswith(('cnncount.', 'pydantic', 'yaml'))])"
    )
    done = run(sys.executable, "-c", code, cwd=ROOT)
    assert done.stdout == "['cnncount.pytest_plugin']\n"
