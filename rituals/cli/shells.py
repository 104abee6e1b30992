"""How each shell asks for completions and takes them, several words and quotes included."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    split_arg_string,
)


class _WithValues(ShellComplete):
    """Completes `--on=fri` as well, of which a shell may replace all."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        option, is_joined, _ = incomplete.partition("=")
        items = super().get_completions([word for word in args if word != "="], incomplete)
        if is_joined and option.startswith("--"):
            return [CompletionItem(f"{option}={item.value}", item.type, item.help) for item in items]
        return items


class BashShell(_WithValues, BashComplete):
    """Bash, which takes a word as it is to stand in the line."""

    source_template = """\
%(complete_func)s() {
    local IFS=$'\\n' kind word
    COMPREPLY=()
    while IFS=, read -r kind word; do
        case $kind in
            plain) COMPREPLY+=("$word") ;;
            file) compopt -o default ;;
            dir) compopt -o filenames; COMPREPLY+=($(compgen -d -- "$2")) ;;
            json) compopt -o filenames; COMPREPLY+=($(compgen -f -X "!*.json" -- "$2"; compgen -d -- "$2")) ;;
        esac
    done < <(env COMP_WORDS="${COMP_WORDS[*]:0:COMP_CWORD+1}" COMP_CWORD=$COMP_CWORD \
        %(complete_var)s=bash_complete "$1" 2>/dev/null)
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""

    def format_completion(self, item: CompletionItem) -> str:
        begun = os.environ["COMP_WORDS"].rpartition("\n")[2]
        return f"{item.type},{_in_bash(item.value, begun[:1])}"


class ZshShell(_WithValues, ZshComplete):
    """Zsh, which quotes a word itself."""

    source_template = """\
#compdef %(prog_name)s

%(complete_func)s() {
    local kind word says
    local -a words_alone words_explained response
    response=("${(@f)$(env COMP_WORDS="${words[*]}" COMP_CWORD=$((CURRENT-1)) \
        %(complete_var)s=zsh_complete %(prog_name)s 2>/dev/null)}")
    for kind word says in $response; do
        case $kind in
            plain)
                if [[ $says == _ ]]; then
                    words_alone+=("$word")
                else
                    words_explained+=("$word:$says")
                fi ;;
            file) _files ;;
            dir) _files -/ ;;
            json) _files -g '*.json' ;;
        esac
    done
    (( $#words_explained )) && _describe -V unsorted words_explained -U
    (( $#words_alone )) && compadd -U -V unsorted -a words_alone
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    %(complete_func)s "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
    compdef %(complete_func)s %(prog_name)s
fi
"""


class FishShell(_WithValues, FishComplete):
    """Fish, which quotes a word itself."""

    source_template = """\
function %(complete_func)s
    for answer in (env %(complete_var)s=fish_complete COMP_WORDS=(commandline -cp | string collect) \
            COMP_CWORD=(commandline -ct | string collect --allow-empty) %(prog_name)s 2>/dev/null)
        set -l parts (string split --max 1 , -- $answer)
        switch $parts[1]
            case file
                __fish_complete_path $parts[2]
            case dir
                __fish_complete_directories $parts[2]
            case json
                for file in $parts[2]*.json
                    echo -- $file
                end
                __fish_complete_directories $parts[2]
            case plain
                echo -- $parts[2]
        end
    end
end

complete --no-files --keep-order --command %(prog_name)s --arguments "(%(complete_func)s)"
"""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one that was begun, and that; before 8.2 click leaves a quote in it."""
        _, *words = split_arg_string(os.environ["COMP_WORDS"])
        begun = "".join(split_arg_string(os.environ["COMP_CWORD"])[:1])
        return words[:-1] if begun and words[-1:] == [begun] else words, begun


SHELLS: Mapping[str, type[ShellComplete]] = {"bash": BashShell, "zsh": ZshShell, "fish": FishShell}


def register_shells() -> None:
    """Have click complete for these."""
    for shell in SHELLS.values():
        add_completion_class(shell)


def completion_script(name: str, command: click.Command, variable: str) -> str:
    """What a shell runs so that it asks the command, by this variable, for completions."""
    return SHELLS[name](command, {}, "rituals", variable).source()


def _in_bash(word: str, opened: str) -> str:
    """A word as it stands in a line of bash, in the quotes that were opened before it, if any."""
    if opened == "'":
        return word.replace("'", "'\\''")
    special = r'["\\$`]' if opened == '"' else r"""[ !"#$&'()*:;<=>?@\[\\\]^`{|}~]"""
    return re.sub(special, r"\\\g<0>", word)
