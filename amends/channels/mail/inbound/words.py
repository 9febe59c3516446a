"""The words of a mail: charsets as senders mean them, encoded headers, nothing that a row or a page cannot hold."""

from __future__ import annotations

import unicodedata
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message

SAME_AS = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030",
           "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932", "big5": "big5hkscs",
           "unicode-1-1-utf-7": "utf-7", "iso-8859-1": "cp1252", "us-ascii": "utf-8", "ascii": "utf-8"}  # fmt: skip
"""What senders write, and what they mean: mails said to be gb2312 hold characters of GB 18030."""
TEXTUAL = frozenset({"utf-8", "utf-7", "utf-16", "utf-16le", "utf-16be", "gb18030", "hz", "big5hkscs", "big5", "cp950",
                     "cp932", "iso-2022-jp", "iso-2022-jp-1", "iso-2022-jp-2", "euc-jp", "cp949", "iso-2022-kr",
                     "cp1250", "cp1251", "cp1252", "koi8-r", "iso-8859-2", "iso-8859-5", "iso-8859-15"})  # fmt: skip
"""The only charsets that are decoded: others that Python knows (zip, base64, punycode) are no texts of people."""
GUESSES = ("utf-8", "gb18030", "cp1252")


def decoded(data: bytes, charset: str) -> str:
    """Return text of bytes: as they are said to be coded, else as they can be, else with marks for what is broken."""
    said = SAME_AS.get(charset.strip().lower().replace("_", "-"), charset.strip().lower().replace("_", "-"))
    said = SAME_AS.get(charset.strip().lower(), said)
    for one in (said, *GUESSES) if said in TEXTUAL else GUESSES:
        try:
            return data.decode(one)
        except (UnicodeError, LookupError):
            continue
    return data.decode("utf-8", "replace")


def header(message: Message, name: str, *, most: int) -> str:
    """Return a header's words on one line, decoded (RFC 2047); raw bytes and wrong charsets do no harm."""
    return one_line(unfolded(next(iter(headers(message, name)), "")), most=most)


def headers(message: Message, name: str) -> list[str]:
    """Return every value of a header as it was sent; bytes that are none of ASCII as surrogates."""
    return [str(value) for key, value in message.raw_items() if key.lower() == name.lower()]


def unfolded(value: str) -> str:
    """Return the words of a header value."""
    value = value[:10_000]
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError):  # a broken word of RFC 2047: as it was written
        return raw_text(value)
    return "".join(
        decoded(piece, charset or "") if isinstance(piece, bytes) else raw_text(piece) for piece, charset in pieces
    )


def raw_text(value: str) -> str:
    """Return a header that was sent in eight bits, against the rules, as its bytes read."""
    return decoded(value.encode("utf-8", "surrogateescape"), "")


def clean(text: str) -> str:
    """Return text with line ends of one kind and without control, direction and unpaired characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(one for one in lines if one in "\n\t" or unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Co"))


def one_line(text: str, *, most: int) -> str:
    """Return text on one line, at most so long."""
    return " ".join(clean(text).split())[:most]
