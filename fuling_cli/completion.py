"""The completion scripts of the shells, which are Typer's; that of zsh is mended."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def install_completion(install: Callable[[], object]) -> None:
    """Let Typer write the script of the shell that is used, and mend it where that is zsh."""
    script = Path.home() / ".zfunc" / "_fuling"
    before = script.read_bytes() if script.exists() else None
    try:
        install()
    finally:  # Typer ends the program
        with suppress(OSError):
            written = script.read_bytes()
            if written != before:
                script.write_text(loaded_by_zsh(written.decode()), "utf-8")


def loaded_by_zsh(script: str) -> str:
    """The script of zsh, which then completes at the first press of the tab key as well.

    zsh runs a file of its function path as the function itself at that press: there is something to complete, not to
    set up.
    """
    head, _, set_up = script.strip().rpartition("\n")
    return f"{head}\nif [[ $zsh_eval_context[-1] == loadautofunc ]]; then\n  _fuling_completion\nelse\n  {set_up}\nfi\n"
