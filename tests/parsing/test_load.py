"""Decoding: each encoding that reports come in, and what is no report."""

import pickle

import pytest

from parsing.load import LoadError, load

TEXT = "2月3日0—24时，全市新增确诊病例3例，累计报告确诊病例15例。各地要加强排查。\n"


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-32", "utf-32"),
    ],
)
def test_each_encoding_gives_the_same_text(tmp_path, encoding, named):
    path = tmp_path / "report.txt"
    path.write_bytes(TEXT.encode(encoding))
    source = load(path)
    assert (source.text, source.encoding) == (TEXT, named)


def test_big5_is_told_from_gbk(tmp_path):
    path = tmp_path / "report.txt"
    text = "新型冠狀病毒感染的肺炎疫情防控工作領導小組召開會議，部署下一階段工作。" * 4
    path.write_bytes(text.encode("big5"))
    source = load(path)
    assert (source.text, source.encoding) == (text, "big5hkscs")


def test_a_few_lost_bytes_do_not_lose_the_report(tmp_path):
    path = tmp_path / "report.txt"
    data = bytearray((TEXT * 5).encode())
    data[40] = 0xFF
    path.write_bytes(bytes(data))
    source = load(path)
    assert source.encoding == "utf-8"
    assert source.text.count("\ufffd") <= 3
    assert "累计报告确诊病例15例" in source.text


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (bytes(range(256)) * 8, "not a text"),
        (b"PK\x03\x04\x00\x00ab", "not a text"),
        (("各村消毒。" * 40 + "\x00").encode(), "not a text"),
    ],
)
def test_what_is_no_report_is_named_with_its_cause(tmp_path, data, cause):
    path = tmp_path / "report.txt"
    path.write_bytes(data)
    with pytest.raises(LoadError) as error:
        load(path)
    assert str(error.value).startswith(str(path))
    assert cause in error.value.cause
    assert "\n" not in str(error.value)


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    for path in (tmp_path / "nothing.txt", tmp_path):
        with pytest.raises(LoadError, match=str(path)):
            load(path)


def test_the_digest_names_the_content_not_the_place(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, "utf-8")
    assert load(tmp_path / "a.txt").digest == load(tmp_path / "b.txt").digest


def test_the_error_travels_between_processes():
    error = pickle.loads(pickle.dumps(LoadError("a.txt", "the file is empty")))  # noqa: S301
    assert (error.path, error.cause) == ("a.txt", "the file is empty")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_needs_no_mark(tmp_path, encoding):
    path = tmp_path / "report.txt"
    path.write_bytes(TEXT.encode(encoding))
    source = load(path)
    assert (source.text, source.encoding) == (TEXT, encoding)


def test_characters_of_four_bytes_in_gb18030(tmp_path):
    path = tmp_path / "report.txt"
    text = TEXT + "𠮷田镇㐂村、㙍口村开展排查。\n"
    path.write_bytes(text.encode("gb18030"))
    assert load(path).text == text


@pytest.mark.parametrize(
    ("text", "encoding"), [("疫情通报", "gbk"), ("防控", "gbk"), ("疫情通報", "big5"), ("隔離措施", "big5")]
)
def test_a_few_characters_tell_gbk_from_big5(tmp_path, text, encoding):
    path = tmp_path / "report.txt"
    path.write_bytes(text.encode(encoding))
    assert load(path).text == text


@pytest.mark.parametrize("first", ["utf-8", "gbk"])
def test_a_file_put_together_from_parts_is_read_line_by_line(tmp_path, first):
    path = tmp_path / "report.txt"
    other = "gbk" if first == "utf-8" else "utf-8"
    path.write_bytes(TEXT.encode(first) + TEXT.encode(other) + TEXT.encode(first))
    source = load(path)
    assert (source.text, source.encoding) == (TEXT * 3, "gb18030+utf-8")


def test_a_line_put_together_from_parts(tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes("各地要加强排查，".encode() + "落实各项措施。".encode("gbk") + "不得瞒报漏报。\n".encode())
    assert load(path).text == "各地要加强排查，落实各项措施。不得瞒报漏报。\n"


def test_a_character_cut_at_the_end_does_not_make_a_file_a_mixture(tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes((TEXT * 2).strip().encode()[:-1])
    source = load(path)
    assert source.encoding == "utf-8"
    assert source.text.endswith("排查\ufffd")
