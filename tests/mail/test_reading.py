"""Reading a mail: charsets as people send them, broken headers, HTML, quotations, sizes and depths that are bounded."""

from __future__ import annotations

import io
import time
from base64 import b64encode
from email.message import EmailMessage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from pathlib import Path

import pytest

from amends.channels.mail.inbound.message import DEEPEST, read_mail
from amends.channels.mail.inbound.piped import mails_at, mails_in
from amends.channels.mail.inbound.quoted import written_now
from amends.mail.incoming import LARGEST, LONGEST
from tests.mail.conftest import letter

HEADS = b"From: Wang <wang@example.org>\r\nMessage-ID: <1@example.org>\r\nMIME-Version: 1.0\r\n"


def mail(
    body: bytes, *, charset: str = "utf-8", subject: bytes = b"x", kind: str = "plain", heads: bytes = HEADS
) -> bytes:
    said = f'Content-Type: text/{kind}; charset="{charset}"\r\nContent-Transfer-Encoding: 8bit\r\n'.encode()
    return heads + b"Subject: " + subject + b"\r\n" + said + b"\r\n" + body


@pytest.mark.parametrize(
    ("charset", "codec", "text"),
    [
        ("gb2312", "gb18030", "朱镕基路电梯喆、㐂、𠮷"), ("GBK", "gb18030", "电梯€坏了"), ("gb18030", "gb18030", "電梯壞了𠮷"),
        ("big5", "big5hkscs", "電梯壞了"), ("iso-2022-jp", "iso-2022-jp", "エレベーターが止まった"), ("us-ascii", "utf-8", "电梯"),
        ("unknown-8bit", "gb18030", "电梯坏了两天了"), ("", "utf-8", "电梯"), ("iso-8859-1", "cp1252", "l’ascenseur – 5 €"),
        ("hz-gb-2312", "utf-8", "电梯"),
    ],
)  # fmt: skip
def test_a_text_is_read_as_its_sender_meant_it(charset: str, codec: str, text: str) -> None:
    assert read_mail(mail(text.encode(codec), charset=charset)).text == text


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        (b"=?gb2312?B?tefM3bu1wcs=?=", "电梯坏了"), (b"=?GBK?Q?=B5=E7=CC=DD?= =?utf-8?B?5Z2P5LqG?=", "电梯坏了"),
        ("电梯坏了".encode(), "电梯坏了"), ("电梯坏了".encode("gb18030"), "电梯坏了"),
        (b"=?iso-2022-jp?B?" + b64encode("故障".encode("iso-2022-jp")) + b"?=", "故障"), (b"=?utf-8?B?!!!?=", ""), (b"=?zip?B?eJwD?=", ""),
        (b"a\r\n\tb", "a b"), (b"a\x00b\x1bc\xe2\x80\xaed", "abcd"),
    ],
)  # fmt: skip
def test_a_subject_is_one_line_of_readable_words(subject: bytes, words: str) -> None:
    found = read_mail(mail(b"x", subject=subject)).subject

    assert found == words or (not words and found.isprintable())


@pytest.mark.parametrize(
    "raw",
    [
        b"no header at all", b"\r\n\r\n", b"From wang\nsubject without colon\n\nx", b"From: \xff\xfe\r\n\r\n\xff",
        b"Content-Type: multipart/mixed\r\n\r\nno boundary", b"Content-Type: multipart/mixed; boundary=\r\n\r\n--\r\n",
        b"Content-Type: text/plain; charset=\xff\r\n\r\nx", b"Content-Transfer-Encoding: base64\r\n\r\n!!!!",
        b"From: a@b.c, d@e.f\r\nFrom: g@h.i\r\n\r\nx", b"Subject: " + b"=?utf-8?Q?" * 5000 + b"\r\n\r\nx",
        b"Content-Type: message/rfc822\r\n\r\n", b"From: <<<>>>@@\r\n\r\nx", b"A" * 100_000,
        b"Content-Disposition: attachment; filename*=utf-9'x'%FF%\r\n\r\nx", b"Content-Type: text/html\r\n\r\n<p" + b"<" * 50_000,
    ],
)  # fmt: skip
def test_whatever_is_wrong_with_a_mail_it_is_told_and_never_raised(raw: bytes) -> None:
    found = read_mail(raw)

    assert found.key
    assert "@" not in found.sender or found.sender.count("@") == 1
    found.text.encode()
    found.subject.encode()


def test_html_is_read_as_its_reader_sees_it() -> None:
    html = (
        "<html><head><style>p{color:red}</style><title>t</title></head><body><p>三号楼<b>电梯</b>坏了</p>"
        "<script>alert(1)</script><img src=x onerror=alert(1)><div>请&nbsp;尽快<br>修好 &lt;b&gt;</div>"
        "<blockquote>您反映的事项</blockquote></body></html>"
    )

    found = read_mail(mail(html.encode(), kind="html"))

    assert found.text == "三号楼电梯坏了\n请 尽快\n修好 <b>"
    assert found.cut


def test_the_plain_text_wins_over_html_and_pictures_within_are_files() -> None:
    made = letter("纯文本")
    made.add_alternative("<p>HTML<img src='cid:a'></p>", subtype="html")
    made.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="=?gb2312?B?zbw=?=.png")
    inside = EmailMessage()
    inside["Subject"] = "转发"
    inside.set_content("里面")
    made.add_attachment(inside)

    found = read_mail(made.as_bytes())

    assert found.text == "纯文本"
    assert [one.name for one in found.files] == ["图.png", "message.eml"]
    assert b"\xe9\x87\x8c" in found.files[1].data or b"6YeM" in found.files[1].data


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("好\n\n------------------ 原始邮件 ------------------\n发件人: x\n发送时间: y", "好"),
        ("坏了\n\n发自我的iPhone", "坏了"), ("坏了\n-- \n王先生\n电话 1", "坏了"),
        ("坏了\n发件人：a\n发送时间：b\n收件人：c\n主题：d\n\n旧", "坏了"),
        ("坏了\n\n客服 <a@b.c> 于2024年3月4日周一 10:00写道：\n\n旧", "坏了"),
        ("Broken\n\nOn Mon, Mar 4, 2024 at 10:00 AM, CS <c@x.y> wrote:\n> a", "Broken"),
        ("Broken\n\n-----Original Message-----\nFrom: a", "Broken"), ("> 旧\n\n我在下面答", "我在下面答"),
        ("> 问一\n答一\n> 问二\n答二", "答一\n答二"),
    ],
)  # fmt: skip
def test_what_is_quoted_or_signed_is_left_away(text: str, now: str) -> None:
    assert written_now(text) == (now, True)


@pytest.mark.parametrize(
    "text",
    [
        "谢谢，但门还是坏的\n- 第一\n- 第二", "你们在信里写道：\n“三天”\n可是没人来", "发件人是谁？\n主题是什么？", "On Monday they wrote:\nwe come.\nNobody came.",
        "----------\n费用\n----------\n三百元", "Sent from my flat on the 3rd floor. It is wet.\nPlease come.", "来自三号楼的投诉\n电梯坏了",
    ],
)  # fmt: skip
def test_the_writers_own_words_are_never_cut(text: str) -> None:
    assert written_now(text) == (text, False)


def test_a_long_text_is_bounded_and_says_so() -> None:
    found = read_mail(mail("长".encode() * (LONGEST + 5)))

    assert len(found.text) == LONGEST
    assert found.cut


def test_thirty_megabytes_are_listed_with_sender_and_subject_and_not_kept() -> None:
    raw = mail(b"x" * (30 * 1024 * 1024), subject="很大".encode())

    found = read_mail(raw)

    assert (found.trouble, found.sender, found.subject) == ("too_large", "wang@example.org", "很大")
    assert (found.raw, found.size) == (b"", len(raw))
    assert len(raw) > LARGEST


def nested(depth: int) -> bytes:
    inner: MIMEMultipart | MIMEMessage = MIMEMultipart()
    for _ in range(depth):
        outer = MIMEMultipart()
        outer.attach(inner)
        inner = outer
    inner["From"], inner["Subject"] = "wang@example.org", "nested"
    return inner.as_bytes()


@pytest.mark.parametrize("depth", [DEEPEST + 1, 100])
def test_a_hundred_parts_within_parts_are_not_taken_apart(depth: int) -> None:
    found = read_mail(nested(depth))

    assert (found.trouble, found.sender, found.subject) == ("too_deep", "wang@example.org", "nested")
    assert found.raw


def test_a_thousand_boundaries_and_a_million_lines_take_no_time() -> None:
    boundaries = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(1000))
    lines = mail(b"> x wrote:\n" * 500_000)
    before = time.perf_counter()

    assert read_mail(HEADS + boundaries).trouble == "too_deep"
    assert not read_mail(lines).trouble
    assert time.perf_counter() - before < 10


def test_an_mbox_a_maildir_and_a_single_mail_come_from_a_pipe_or_disk(tmp_path: Path) -> None:
    one, two = letter("一").as_bytes(), letter("二").as_bytes()
    mbox = b"From wang Mon Mar  4 10:00:00 2024\n" + one + b"\nFrom li Mon Mar  4 10:00:01 2024\n" + two + b">From me\n"
    for folder in ("new", "cur", "tmp"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "1").write_bytes({"new": one, "cur": two, "tmp": b"half"}[folder])

    assert [read_mail(raw).text for raw in mails_in(io.BytesIO(mbox))] == ["一", "二\nFrom me"]
    assert [read_mail(raw).text for raw in mails_at(tmp_path)] == ["二", "一"]
    assert list(mails_in(io.BytesIO(one))) == [one]
