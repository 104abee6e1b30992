"""Settings and places."""

from __future__ import annotations

import os
from datetime import time
from pathlib import Path

import pytest

from rituals.config import HelpSettings, Look, Places, Settings, SettingValue, load_settings, places, save, schema
from rituals.core.nudges.settings import NudgeSettings, TogetherSettings
from rituals.core.setting import rows_of
from rituals.errors import StorageError, UsageError
from tests.kit.handbook import page_text


def settings_in(folder: Path, text: str) -> Settings:
    file = folder / "settings.toml"
    file.write_text(text, encoding="utf-8")
    return load_settings(file)


def test_without_a_file_everything_is_at_its_default(tmp_path: Path) -> None:
    settings = load_settings(tmp_path / "settings.toml")

    assert settings == Settings()
    assert (settings.nudges.quiet_from, settings.nudges.quiet_until) == (time(21, 30), time(8))
    assert (settings.nudges.at_most, settings.nudges.digest_at, settings.nudges.grace_minutes) == (3, time(18), 120)
    assert settings.nudges.discreet == "intimate"


def test_what_is_chosen_holds_and_the_rest_stays(tmp_path: Path) -> None:
    settings = settings_in(
        tmp_path,
        '[nudges]\non = false\nquiet_from = "22:15"\nquiet_until = 07:00:00\nat_most = 1\n[look]\nsigns = "ascii"\n',
    )

    assert settings.problems == ()
    assert (settings.nudges.on, settings.nudges.at_most, settings.nudges.digest_at) == (False, 1, time(18))
    assert (settings.nudges.quiet_from, settings.nudges.quiet_until) == (time(22, 15), time(7))
    assert (settings.look.signs, settings.look.theme) == ("ascii", "rituals-dark")


def test_a_short_time_is_understood(tmp_path: Path) -> None:
    assert settings_in(tmp_path, '[nudges]\ndigest_at = "8:05"').nudges.digest_at == time(8, 5)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ('on = "yes"', "true or false"),
        ("on = 1", "true or false"),
        ("at_most = -1", "a whole number up to 10000"),
        ("at_most = true", "a whole number up to 10000"),
        ("at_most = 2.5", "a whole number up to 10000"),
        ('quiet_from = "25:00"', 'a time such as "18:00"'),
        ('quiet_from = "half past"', 'a time such as "18:00"'),
        ('quiet_from = "21:30+02:00"', 'a time such as "18:00"'),
        ("quiet_from = 2130", 'a time such as "18:00"'),
        ("quiet_from = 2026-01-01", 'a time such as "18:00"'),
        ('open = "kitty \'rituals"', 'a command such as "kitty -e rituals" or ["kitty", "-e", "rituals"], or none'),
        ('open = "kitty\\u0000"', 'a command such as "kitty -e rituals" or ["kitty", "-e", "rituals"], or none'),
        ('discreet = "sometimes"', "one of always, intimate, never"),
        ('discreet = ["always"]', "one of always, intimate, never"),
    ],
)
def test_a_wrong_value_names_its_table_and_key_and_leaves_the_default(tmp_path: Path, line: str, wanted: str) -> None:
    settings = settings_in(tmp_path, f"[nudges]\ngrace_minutes = 5\n{line}\n")

    key = line.split(" = ")[0]
    assert len(settings.problems) == 1
    assert f"[nudges] {key} = " in settings.problems[0]
    assert f"is not {wanted}; the default holds" in settings.problems[0]
    assert getattr(settings.nudges, key) == getattr(Settings().nudges, key)
    assert settings.nudges.grace_minutes == 5


def test_a_country_without_lines_is_no_choice_and_the_empty_one_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('[help]\ncountry = "CH"\n', encoding="utf-8")

    settings = load_settings(file)

    assert settings.help.country == ""
    assert 'is not one of "", AT, AU' in settings.problems[0]


def test_what_a_setting_can_be_fits_its_line_on_a_narrow_screen() -> None:
    rows = [row for group in (Look, HelpSettings, NudgeSettings, TogetherSettings) for row in rows_of(group).values()]

    assert [choice.label for row in rows for choice in row.kind.choices if len(choice.label) > 32] == []


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ('notifiers = ["pigeon"]', "a list with any of desktop, command, bell"),
        ('notifiers = "desktop"', "a list with any of desktop, command, bell"),
        ('command = [""]', "a command such as"),
        ('command = ["curl", 3]', "a command such as"),
        ('command = ["cu\\u0000rl"]', "a command such as"),
    ],
)
def test_a_way_for_nudges_that_there_is_not_is_told(tmp_path: Path, line: str, wanted: str) -> None:
    settings = settings_in(tmp_path, f"[nudges]\n{line}\n")

    assert settings.nudges == NudgeSettings()
    assert f"is not {wanted}" in settings.problems[0]


def test_ways_are_each_once_and_in_their_order(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, '[nudges]\nnotifiers = ["bell", "desktop", "bell"]\n')

    assert settings.nudges.notifiers == settings.nudges.ways == ("desktop", "bell")
    assert settings.problems == ()


def test_nudges_by_a_command_ask_for_one(tmp_path: Path) -> None:
    lacking = settings_in(tmp_path, '[nudges]\nnotifiers = ["desktop", "command"]\n')
    whole = settings_in(tmp_path, '[nudges]\nnotifiers = ["desktop", "command"]\ncommand = ["true"]\n')

    assert lacking.problems == ("settings.toml: Nudges are to come by a command, and no command is set yet.",)
    assert (lacking.nudges.ways, whole.nudges.ways) == (("desktop",), ("desktop", "command"))
    assert whole.problems == ()


@pytest.mark.parametrize("here", ['"Ana"', "3", '["Ana", 3]', "true"])
def test_who_lives_here_is_a_list_of_names_or_else_everyone(tmp_path: Path, here: str) -> None:
    settings = settings_in(tmp_path, f"[together]\nhere = {here}\n")

    assert settings.together.here == ()
    assert 'is not a list of names, such as ["Ana"]; the default holds.' in settings.problems[0]


def test_who_lives_here_is_saved_as_a_list_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"

    saved = save(path, "together", "here", ("a1", "b2"))

    assert saved.together.here == ("a1", "b2")
    assert 'here = ["a1", "b2"]' in path.read_text(encoding="utf-8")


def test_unknown_tables_and_keys_are_told_and_passed_over(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, 'colour = 1\n[look]\ncolour = "red"\nsigns = "ascii"\n[weather]\n')

    assert [problem.split(";")[0] for problem in settings.problems] == [
        "settings.toml: there is no table [colour]",
        "settings.toml: [look] has no key colour",
        "settings.toml: there is no table [weather]",
    ]
    assert settings.look.signs == "ascii"


def test_a_syntax_error_names_its_line(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, '[nudges]\non = false\nquiet_from = 21:30"\n')

    assert "line 3" in settings.problems[0]
    assert settings.nudges == Settings().nudges


@pytest.mark.parametrize("value", ["[" * 5_000, "9" * 5_000])
def test_what_no_toml_reader_can_bear_leaves_the_defaults(tmp_path: Path, value: str) -> None:
    settings = settings_in(tmp_path, f"[nudges]\non = false\nat_most = {value}\n")

    assert "is not TOML" in settings.problems[0]
    assert settings.nudges == Settings().nudges


def test_a_number_too_long_to_be_said_is_told_of_all_the_same(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, f"[nudges]\non = false\nat_most = 0x{'f' * 5_000}\n")

    assert settings.problems == (
        "settings.toml: [nudges] at_most = … is not a whole number up to 10000; the default holds.",
    )
    assert not settings.nudges.on


@pytest.mark.parametrize(
    "text", ["[look]\n[look]\n", 'look.theme = "a"\nlook = 1\n', f"at_most = {'9' * 5_000}\n", "at = 18:00\n"]
)
def test_a_file_that_could_not_be_read_again_is_not_saved_into(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(StorageError, match="nothing was changed there"):
        save(file, "look", "animations", False)

    assert file.read_text(encoding="utf-8") == text


def test_a_home_with_a_longer_name_than_any_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="longer than any can be"):
        places(str(tmp_path / ("a" * 5_000)))


def test_what_is_no_text_or_no_file_leaves_the_defaults(tmp_path: Path) -> None:
    garbled, folder = tmp_path / "garbled.toml", tmp_path / "folder.toml"
    garbled.write_bytes(b"[look]\n# caf\xe9\n")
    folder.mkdir()

    assert load_settings(garbled).problems == (
        "garbled.toml is not UTF-8 text. Save it once more with the encoding UTF-8; most editors offer that in "
        "“Save as”. The defaults hold until then.",
    )
    assert "could not be read" in load_settings(folder).problems[0]


def test_one_home_holds_everything(tmp_path: Path) -> None:
    where = places(str(tmp_path))

    assert where == Places(tmp_path / "settings.toml", tmp_path / "data", tmp_path / "cache")


def test_the_home_that_is_named_goes_before_the_one_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RITUALS_HOME", str(tmp_path / "environment"))

    assert places().data == tmp_path / "environment" / "data"
    assert places(str(tmp_path / "named")).data == tmp_path / "named" / "data"


def test_a_home_is_found_again_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert places("here").data == tmp_path / "here" / "data"


@pytest.mark.skipif(os.name == "nt", reason="Windows removes no folder that somebody is in.")
def test_a_home_that_is_named_from_a_folder_that_is_gone_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    with pytest.raises(UsageError, match="here begins in a folder that is gone"):
        places("here")


def test_without_a_home_the_systems_own_places_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RITUALS_HOME", raising=False)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))

    where = places()

    assert len({where.settings, where.data, where.cache}) == 3
    assert "rituals" in str(where.data)


# the schema


def test_the_guide_shows_every_setting_with_its_default(tmp_path: Path) -> None:
    block = page_text("settings").partition("```toml\n")[2].partition("```")[0]
    shown = [line.partition("#")[0].strip() for line in block.splitlines() if line]

    assert settings_in(tmp_path, block) == Settings()
    assert [line.partition(" =")[0] for line in shown] == [
        name for table, rows in schema().items() for name in (f"[{table}]", *rows)
    ]


def test_the_guide_names_every_word_that_a_setting_may_be() -> None:
    lines = {line.partition(" =")[0]: line for line in page_text("settings").splitlines() if " = " in line}

    for rows in schema().values():
        for key, row in rows.items():
            assert all(f'"{choice.value}"' in lines[key] for choice in row.kind.choices)


@pytest.mark.parametrize(("table", "key"), [(table, key) for table, rows in schema().items() for key in rows])
def test_every_default_is_one_that_its_kind_takes(table: str, key: str) -> None:
    default = getattr(getattr(Settings(), table), key)

    assert schema()[table][key].kind.read(default) == default


# saving


WRITTEN_BY_HAND = """\
# ours, since the move
[look]
animations = true  # she likes them

[weather]   # not ours at all
sun = "yes"

[nudges]
# late shift
at_most = 1   # enough
quiet_from = 22:15:00
"""


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "settings.toml"
    file.write_bytes(text.encode())
    return file


def test_saving_one_value_leaves_every_other_word_of_the_file_alone(tmp_path: Path) -> None:
    file = written(tmp_path, WRITTEN_BY_HAND)

    settings = save(file, "nudges", "at_most", 2)

    assert file.read_text(encoding="utf-8") == WRITTEN_BY_HAND.replace("at_most = 1 ", "at_most = 2 ")
    assert (settings.nudges.at_most, settings.nudges.quiet_from) == (2, time(22, 15))


def test_line_ends_of_another_system_survive(tmp_path: Path) -> None:
    file = written(tmp_path, "# hi\r\n[look]\r\nsigns = 'ascii'\r\n")

    save(file, "look", "signs", "unicode")

    assert file.read_bytes() == b'# hi\r\n[look]\r\nsigns = "unicode"\r\n'


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [
        ("nudges", "on", False),
        ("nudges", "quiet_from", time(7, 5)),
        ("nudges", "at_most", 0),
        ("nudges", "discreet", "always"),
        ("look", "theme", "nord"),
    ],
)
@pytest.mark.parametrize(
    "before",
    [
        "",
        WRITTEN_BY_HAND,
        "look.signs = 'ascii'\n",
        "nudges = {on = true}\n",
        "nudges.at_most = 2\n[look]\n",
        "[nudges.ours]\nx = 1\n[nudges]\n",
    ],
)
def test_what_is_saved_is_read_again(tmp_path: Path, before: str, table: str, key: str, value: SettingValue) -> None:
    file = written(tmp_path, before)

    saved = save(file, table, key, value)

    assert getattr(getattr(saved, table), key) == value
    assert load_settings(file) == saved


def test_the_first_saving_makes_folder_and_file_for_the_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "new" / "settings.toml"

    save(file, "look", "theme", "nord")

    assert file.read_text(encoding="utf-8") == '[look]\ntheme = "nord"\n'
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]
    if os.name == "posix":
        assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_a_file_is_read_and_written_back_however_an_editor_saved_it(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes("# für uns\r\n[look]\r\nsigns = 'ascii'\r\n".encode(encoding))

    assert load_settings(file).look.signs == "ascii"
    save(file, "look", "animations", False)
    save(file, "nudges", "on", False)

    text = file.read_bytes().decode()
    assert text.startswith("# für uns\r\n[look]\r\nsigns = 'ascii'\r\nanimations = false\r\n")
    assert text.count("\n") == text.count("\r\n")
    assert load_settings(file) == Settings(NudgeSettings(on=False), look=Look(signs="ascii", animations=False))


def test_lines_that_end_in_a_carriage_return_alone_are_read_and_written_back(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(b"# ours\r[look]\rsigns = 'ascii'\r")

    assert load_settings(file).look.signs == "ascii"
    save(file, "look", "animations", False)

    assert file.read_bytes() == b"# ours\n[look]\nsigns = 'ascii'\nanimations = false\n"


def test_lines_that_end_differently_stay_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(b"# ours\r\n[look]\nsigns = 'ascii'\n")

    save(file, "look", "animations", False)

    assert file.read_bytes() == b"# ours\r\n[look]\nsigns = 'ascii'\nanimations = false\n"


def test_what_is_no_text_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(b"# caf\xe9\n")

    with pytest.raises(StorageError, match="Save it once more with the encoding UTF-8"):
        save(file, "look", "animations", False)

    assert file.read_bytes() == b"# caf\xe9\n"
