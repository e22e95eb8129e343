"""Formats: the text that a file of each kind gives, what it says of itself, and what is told when it cannot be read."""

from __future__ import annotations

import json
import re
import sys

import pytest

from parsing import formats
from parsing.load import LoadError, load
from parsing.report import parse
from parsing.walk import Failure, walk

TITLE = "关于开展环境卫生整治的通知"
BODY = "2月3日，全县设立检查点12个，累计登记返乡人员236人，各乡镇要继续做好排查登记工作，确保不漏一户、不漏一人。"
CLOSE = "对工作不力、造成不良后果的单位和个人，将按照有关规定严肃追究责任，请各单位认真贯彻执行，并及时上报落实情况。"

PAGE = f"""<!DOCTYPE html><html><head><meta charset="{{charset}}"><title>{TITLE}_岚江县人民政府</title>
<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2020-02-04 09:30">
<meta name="ContentSource" content="县卫生健康局"><script>var a = 1;</script></head><body>
<nav><ul><li><a href="/">首页</a></li><li><a href="/a">政务公开</a></li><li><a href="/b">办事服务</a></li></ul></nav>
<div class="article"><h1>{TITLE}</h1><p>各乡镇人民政府：</p><p>{BODY}</p><p>{CLOSE}</p><ul><li>联系人及电话见附件。</li></ul></div>
<div class="footer">主办单位：岚江县人民政府办公室 网站标识码：3300000000</div></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_page_is_its_lines_and_what_its_head_says(tmp_path, charset):
    path = tmp_path / "report.html"
    path.write_bytes(PAGE.format(charset=charset).encode(charset))
    source = load(path)
    lines = source.text.split("\n")
    assert source.metadata == {
        "title": TITLE,
        "published": "2020-02-04 09:30",
        "source": "县卫生健康局",
    }
    assert [span.of(source.text) for span in source.aside if span.of(source.text) in ("首页", "政务公开")]
    assert {BODY, CLOSE, "联系人及电话见附件。"} <= set(lines)
    found = parse(path)
    assert found.text.split("\n") == [TITLE, "各乡镇人民政府：", BODY, CLOSE, "联系人及电话见附件。"]
    assert (found.title, found.published, found.source) == (TITLE, "2020-02-04T09:30", "县卫生健康局")
    assert "var a" not in source.text


@pytest.mark.parametrize("charset", ["punycode", "undefined", "raw_unicode_escape", "idna", "hex"])
def test_an_encoding_that_only_python_has_is_none_of_a_page(tmp_path, charset):
    path = tmp_path / "page.html"
    path.write_bytes(f'<meta charset="{charset}"><p>全县新增3例。\\ud800</p>'.encode())
    assert "全县新增3例。" in load(path).text


def test_a_page_of_many_open_elements_is_read(tmp_path):
    path = tmp_path / "page.html"
    path.write_text("<html><body>" + "<div>" * 5000 + "全县新增3例，已转诊。" + "</div>" * 5000, "utf-8")
    assert load(path).text.strip() == "全县新增3例，已转诊。"


def test_a_page_without_an_article_counts_as_a_whole(tmp_path):
    path = tmp_path / "report.html"
    path.write_text("<html><body><div>今日新增3例。</div></body></html>", "utf-8")
    assert (load(path).text, load(path).aside) == ("今日新增3例。", ())


@pytest.mark.parametrize(
    ("title", "headings", "wanted"),
    [
        (f"{TITLE}_岚江县人民政府", [TITLE], TITLE),
        ("通知公告 - 岚江县人民政府", [TITLE], TITLE),
        (f"岚江县人民政府 通知公告 {TITLE}", [TITLE], TITLE),
        (f"{TITLE[:8]}...", [TITLE], TITLE),
        (f"{TITLE}_岚江县人民政府", ["岚江县人民政府", TITLE], TITLE),
        (f"岚江县{TITLE}-岚江发布", ["岚江发布", f"岚江县人民政府办公室{TITLE}"], f"岚江县人民政府办公室{TITLE}"),
        ("", [TITLE], TITLE),
    ],
)
def test_the_heading_of_a_page_is_its_title_where_it_tells_more(tmp_path, title, headings, wanted):
    logo, heading = headings if len(headings) > 1 else ["", *headings]
    path = tmp_path / "report.html"
    path.write_text(
        f"<html><head><title>{title}</title></head><body>{f'<h1>{logo}</h1>' if logo else ''}"
        "<div><a href='/'>首页</a></div>"
        f"<div class='title'><h1>{heading}</h1></div><div class='info'>发布时间：2020-02-03 来源：县卫生健康局</div>"
        f"<div class='article'><p>{BODY}</p><p>{CLOSE}</p></div><div class='footer'>版权所有：岚江县人民政府</div></body></html>",
        "utf-8",
    )
    found = parse(path)
    assert (found.title, found.text.split("\n")) == (wanted, [wanted, BODY, CLOSE])


def test_a_page_is_told_by_how_it_begins_where_its_name_says_nothing(tmp_path):
    (tmp_path / "a.txt").write_text("<!doctype html>\n<p>今日新增3例。</p>", "utf-8")
    (tmp_path / "b.txt").write_text("<br>今日新增3例。", "utf-8")
    assert load(tmp_path / "a.txt").text == "今日新增3例。"
    assert load(tmp_path / "b.txt").text == "<br>今日新增3例。"


def test_an_object_is_told_by_what_it_holds_where_its_name_says_nothing(tmp_path):
    held = {"title": "防控简报", "content": "今日新增3例。\n各镇加强排查。"}
    (tmp_path / "a.txt").write_text(json.dumps(held), "utf-8")
    (tmp_path / "b.txt").write_text('{"说明": "没有正文"}', "utf-8")
    (tmp_path / "c.txt").write_text('{"content": "没有写完', "utf-8")
    assert load(tmp_path / "a.txt").text == held["content"]
    assert parse(tmp_path / "a.txt").title == "防控简报"
    for name in ("b.txt", "c.txt"):
        assert load(tmp_path / name).text == (tmp_path / name).read_text("utf-8")


MARKED = """---
title: "防控简报"
date: 2020-02-03
source: 岚江发布
---

# 防控**简报**

第一段说了*排查*，见[附件](http://example.org/a)。
第二行。

1. 设点3处；
2. 登记42人。

- 宣传

| 乡镇 | 人数 |
| --- | --- |
| 柳渡 | 12 |

    缩进的文字
"""


def test_markdown_loses_its_marks_and_nothing_else(tmp_path):
    path = tmp_path / "report.md"
    path.write_text(MARKED, "utf-8")
    source = load(path)
    assert source.text.split("\n") == [
        "防控简报",
        "第一段说了排查，见附件。",
        "第二行。",
        "1. 设点3处；",
        "2. 登记42人。",
        "宣传",
        "乡镇 人数",
        "柳渡 12",
        "缩进的文字",
    ]
    assert source.metadata == {"title": "防控简报", "published": "2020-02-03", "source": "岚江发布"}


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("**病例1**：男，**岁，住在**小区，**日到过*号楼。", "病例1：男，**岁，住在**小区，**日到过*号楼。"),
        ("* 新增*例，*人**出院**。", "新增*例，*人出院。"),
        ("李\\*\\*，男，*岁，**发热**", "李**，男，*岁，发热"),
        ("共**5**例，其中**重症**3例。", "共5例，其中重症3例。"),
        ("**人、车、物**同防，**例**会照开，住*小区*。", "人、车、物同防，例会照开，住小区。"),
    ],
)
def test_stars_for_what_is_withheld_are_no_marks_of_markdown(tmp_path, marked, text):
    path = tmp_path / "report.md"
    path.write_text(marked, "utf-8")
    assert load(path).text == text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("# 通报\n新增**5例**，累计**37例**。", "通报\n新增5例，累计37例。"),
        ("## 通报\n见[表](http://example.org/a)、[图](http://example.org/b)。", "通报\n见表、图。"),
        ("# 通报\n新增**5例**。", None),
        ("新增**5例**，累计**37例**。", None),
        ("# 通报\n李**，男，王**，女，张**，男，均为** 人。", None),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_markdown_is_told_by_two_kinds_of_marks_where_its_name_says_nothing(tmp_path, written, read, encoding):
    path = tmp_path / "a.txt"
    path.write_text(written, encoding)
    assert load(path).text == (read or written)


def test_what_is_no_text_is_no_markdown_either(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"# a\n" + bytes(range(9)) * 9)
    with pytest.raises(LoadError, match="not a text file"):
        load(path)


def test_each_line_of_json_is_a_report(tmp_path):
    path = tmp_path / "reports.jsonl"
    rows = [
        {"title": TITLE, "content": BODY, "date": "2020-02-03", "来源": "岚江发布"},
        {"正文": [BODY, CLOSE]},
        {"url": "x"},
    ]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows[:1]) + "\n\n", "utf-8")
    with path.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows[1:])
        file.write("{broken\n")
    found = [str(each) for each in walk([tmp_path])]
    assert found == [f"{path}#{number}" for number in (1, 3, 4, 5)]
    first = load(f"{path}#1")
    assert (first.text, first.metadata) == (BODY, {"title": TITLE, "published": "2020-02-03", "source": "岚江发布"})
    assert load(f"{path}#3").text == f"{BODY}\n{CLOSE}"
    for number, cause in (
        (4, "no field with a text"),
        (5, "not a line of JSON"),
        (99, "there is no line 99"),
        (2, "empty"),
    ):
        with pytest.raises(LoadError, match=cause):
            load(f"{path}#{number}")
    with pytest.raises(LoadError, match=r"holds 4 reports: name one, as in reports\.jsonl#1"):
        load(path)


def test_a_line_has_the_facts_of_its_fields_and_its_own_name(tmp_path):
    path = tmp_path / "reports.jsonl"
    path.write_text(
        "\n".join(json.dumps({"title": TITLE, "text": text, "date": "2020-02-03 10:00"}) for text in (BODY, CLOSE)),
        "utf-8",
    )
    first, second = (parse(f"{path}#{number}") for number in (1, 2))
    assert (first.title, first.published, first.text) == (TITLE, "2020-02-03T10:00", BODY)
    assert first.id != second.id
    assert next(item.norm for item in first.entities if item.label == "DATE") == "2020-02-03"


def test_a_file_that_is_named_like_a_line_is_a_file(tmp_path):
    (tmp_path / "a.jsonl#1").write_text(BODY, "utf-8")
    assert [str(each) for each in walk([tmp_path / "a.jsonl#1"])] == [str(tmp_path / "a.jsonl#1")]
    assert load(tmp_path / "a.jsonl#1").text == BODY
    assert isinstance(next(walk([tmp_path / "b.jsonl#1"])), Failure)


def test_a_json_file_holds_one_object_as_a_line_of_json_lines_does(tmp_path):
    path = tmp_path / "report.json"
    row = {"title": TITLE, "text": BODY, "date": "2020-02-03 10:00"}
    for written in (row, [row], {"data": row}):
        path.write_text(json.dumps(written, ensure_ascii=False, indent=2), "utf-8")
        source = load(path)
        assert (source.text, source.metadata["title"]) == (BODY, TITLE)
    assert isinstance(next(walk([tmp_path])), Failure), "a folder's JSON files are seldom reports"


@pytest.mark.parametrize(
    ("written", "cause"),
    [
        (json.dumps([{"text": BODY}] * 3), "a list of 3 in JSON: write each on a line of a .jsonl file"),
        (f'{{"text": "{BODY[:5]}"}}\n' * 2, "name a file of one object a line .jsonl"),
        ("[]", "a list of 0 in JSON"),
        ("[3]", "not a JSON object"),
        ('{"a": 1}', "no field with a text"),
        (BODY, "not one JSON object"),
    ],
)
def test_any_other_json_file_is_told_what_to_be(tmp_path, written, cause):
    path = tmp_path / "report.json"
    path.write_text(written, "utf-8")
    with pytest.raises(LoadError, match=re.escape(cause)):
        load(path)


def test_word_documents(tmp_path):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "柳渡镇", "12人"
    document.add_paragraph(BODY)
    document.save(tmp_path / "report.docx")
    assert load(tmp_path / "report.docx").text == f"{TITLE}\n柳渡镇 12人\n{BODY}"
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(LoadError, match="not a Word document"):
        load(tmp_path / "broken.docx")


def portable(lines: list[str]) -> bytes:
    """A PDF of one page with a font that is not in the file, as Chinese office software writes them."""
    shown = " ".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -20 Td" for line in lines)
    stream = f"BT /F1 14 Tf 60 760 Td {shown} ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo 8 0 R/FontDescriptor 7 0 R>>",
        (
            b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800"
            b"/StemV 80>>"
        ),
        b"<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + (b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(data)))
    )


def test_portable_documents(tmp_path):
    pytest.importorskip("pypdf")
    path = tmp_path / "report.pdf"
    path.write_bytes(portable([TITLE, BODY, "- 1 -"]))
    source = load(path)
    assert source.text.split("\n") == [TITLE, BODY, "- 1 -"]
    assert [span.of(source.text) for span in source.aside] == ["- 1 -"]
    for data, cause in ((portable([]), "without text"), (b"%PDF-1.4\nbroken", "not a PDF")):
        path.write_bytes(data)
        with pytest.raises(LoadError, match=cause):
            load(path)


@pytest.mark.parametrize("form", [form for form in formats.FORMATS if form.extra])
def test_what_needs_an_extra_names_it(tmp_path, monkeypatch, form):
    for module in (f"parsing.formats.{form.module}", "docx", "pypdf"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setitem(sys.modules, "docx", None)
    monkeypatch.setitem(sys.modules, "pypdf", None)
    path = tmp_path / f"report{min(form.suffixes)}"
    path.write_bytes(b"anything")
    with pytest.raises(LoadError, match=rf"pip install 'yibao\[{form.extra}\]'"):
        load(path)


def test_a_mail_of_an_impossible_hour_is_read(tmp_path):
    path = tmp_path / "mail.txt"
    written = "1 Jan 2020 00:00:00 +" + "9" * 20
    path.write_text(f"发件人：办公室 <office@example.org>\n主题：通知\n日期：{written}\n\n{BODY}", "utf-8")
    assert BODY in parse(path).text


def test_a_line_that_is_nested_too_deep_is_no_report(tmp_path):
    path = tmp_path / "lines.jsonl"
    path.write_text("[" * 100_000, "utf-8")
    with pytest.raises(LoadError, match="not a line of JSON"):
        load(f"{path}#1")


def test_the_ids_of_reports_in_a_format_stay():
    kinds = {min(form.suffixes): form.kind for form in formats.FORMATS}
    assert kinds == {
        ".text": "plain",
        ".markdown": "markdown",
        ".htm": "page",
        ".jsonl": "json_line",
        ".json": "json",
        ".docx": "word",
        ".pdf": "portable",
    }


def test_the_same_bytes_in_another_format_are_another_report(tmp_path):
    for name in ("a.txt", "a.md"):
        (tmp_path / name).write_text(f"# {BODY}", "utf-8")
    assert load(tmp_path / "a.txt").digest != load(tmp_path / "a.md").digest
