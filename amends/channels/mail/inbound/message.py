"""One mail, from its bytes to what is told by it. Whatever is wrong with it, it is listed with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses
from hashlib import sha256

import structlog
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from amends.channels.mail.inbound.automatic import automatic
from amends.channels.mail.inbound.bounded import BOUNDED
from amends.channels.mail.inbound.html_words import words_of
from amends.channels.mail.inbound.quoted import written_now
from amends.channels.mail.inbound.words import clean, decoded, header, headers, one_line, unfolded
from amends.mail.incoming import LARGEST, LONGEST, Attached, Incoming, unreadable

log = structlog.get_logger(__name__)

DEEPEST, MOST_PARTS, MOST_MARKS, MOST_LINES = 10, 100, 40, 600_000
"""Parts within parts, parts in all, boundaries and lines of the bytes beyond which a mail is not taken apart."""
MARK = re.compile(rb"boundary[*0-9]*\s*=", re.IGNORECASE)
LONGEST_TEXT, LONGEST_HTML = 1_000_000, 400_000
"""Characters of all text parts together that are read; what people write is a hundredth of it."""
REFERENCE = re.compile(r"<[^<>\s]{1,300}>")
PLAIN = re.compile(r"[^\s\"'<>(),:;\\\[\]|`$]+")
NAMED = ("Message-ID", "From", "Date", "Subject")
HEAD = 200_000


class TooDeep(ValueError):
    """Parts within parts beyond reason."""


def read_mail(raw: bytes) -> Incoming:
    """Return a mail as far as it can be read; ``trouble`` says why it cannot."""
    if not raw.strip():
        return unreadable(raw, "empty")
    if len(raw) > LARGEST:
        return too_large(raw[:HEAD], size=len(raw), known_by=sha256(raw).hexdigest())
    if len(MARK.findall(raw)) > MOST_MARKS or raw.count(b"\n") > MOST_LINES:
        return _with_heads(raw, "too_deep")
    try:
        return _read(raw, message_from_bytes(raw, policy=BOUNDED))
    except TooDeep:
        return _with_heads(raw, "too_deep")
    except Exception:  # the next sender will find another way to write a mail wrongly
        log.exception("mail not read")
        return unreadable(raw, "broken")


def too_large(head: bytes, *, size: int, known_by: str) -> Incoming:
    """Return a mail whose bytes are not taken: who wrote it and of what is all that is told."""
    return _with_heads(head, "too_large", size=size, known_by=known_by, keep=b"")


def _with_heads(
    raw: bytes, trouble: str, *, size: int = 0, known_by: str = "", keep: bytes | None = None
) -> Incoming:  # fmt: skip
    """Return a mail that is not taken apart, with what its head tells."""
    head = message_from_bytes(re.split(rb"\r?\n\r?\n", raw[:HEAD], maxsplit=1)[0], policy=BOUNDED)
    sender, name = _sender(head)
    told = {"sender": sender, "sender_name": name, "subject": header(head, "Subject", most=300)}
    return unreadable(raw if keep is None else keep, trouble, size=size or len(raw), known_by=known_by, **told)


def _read(raw: bytes, message: Message) -> Incoming:
    sender, name = _sender(message)
    texts: list[tuple[str, str]] = []
    files: list[Attached] = []
    for part in _leaves(message):
        _sort(part, texts, files)
    whole = clean(_text(texts)).strip()
    words, cut = written_now(whole)
    return Incoming(
        raw, _key(raw, message), len(raw), sender, name, header(message, "Subject", most=300), words[:LONGEST],
        cut or len(words) > LONGEST, tuple(_references(message)), automatic(message, sender), files=tuple(files),
    )  # fmt: skip


def _key(raw: bytes, message: Message) -> str:
    """Return by what a second copy is known: its Message-ID and what it says, whichever way it took.

    The Message-ID alone would let a stranger keep a mail out by sending its id first.
    """
    body = raw.partition(b"\r\n\r\n" if b"\r\n\r\n" in raw else b"\n\n")[2].replace(b"\r\n", b"\n").strip()
    heads = "\n".join("".join(headers(message, name)).strip() for name in NAMED)
    return sha256(heads.encode("utf-8", "surrogateescape") + b"\n\n" + body).hexdigest()


def _sender(message: Message) -> tuple[str, str]:
    """Return the one address that a mail is from and its name; an empty address when there is not exactly one."""
    told = [one[:1000] for one in headers(message, "From")]
    found = [(name, address) for name, address in getaddresses(told) if name or address]
    name = one_line(unfolded(found[0][0]), most=200) if found else ""
    address = found[0][1].strip() if len(found) == 1 and len(told) == 1 else ""
    try:
        validate_email(address)
    except ValidationError:
        return "", name
    if not PLAIN.fullmatch(address):  # allowed by RFC 5322, used by nobody but attackers: "<script>"@example.org
        return "", name
    return address[:254].lower(), name


def _references(message: Message) -> Iterator[str]:
    for name in ("In-Reply-To", "References"):
        yield from REFERENCE.findall(str(message.get(name, ""))[:20_000])[-20:]


def _leaves(message: Message) -> Iterator[Message]:
    """Yield the parts that hold something, in their order. Raises TooDeep. A mail within a mail is one file."""
    stack, count = [(message, 0)], 0
    while stack:
        part, depth = stack.pop()
        count += 1
        if depth > DEEPEST or count > MOST_PARTS:
            raise TooDeep
        inside = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inside, list):
            stack += [(one, depth + 1) for one in reversed(inside) if isinstance(one, Message)]
        else:
            yield part


def _sort(part: Message, texts: list[tuple[str, str]], files: list[Attached]) -> None:
    """Put a part to the texts or to the files."""
    kind, name = part.get_content_type(), part.get_filename()
    is_file = name or part.get_content_disposition() == "attachment"
    if kind in ("text/plain", "text/html") and not is_file:
        data = part.get_payload(decode=True)
        words = decoded(data, part.get_content_charset("")) if isinstance(data, bytes) else ""
        texts.append((kind, words))
        return
    data = _bytes(part)
    if data:
        files.append(Attached(one_line(unfolded(name or ""), most=150) or _named(part), data))


def _bytes(part: Message) -> bytes:
    inside = part.get_payload()
    if isinstance(inside, list):  # message/rfc822
        return b"\n".join(one.as_bytes() for one in inside if isinstance(one, Message))
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _named(part: Message) -> str:
    endings = {"message/rfc822": "eml", "text/plain": "txt", "text/html": "html", "image/jpeg": "jpg"}
    ending = endings.get(part.get_content_type()) or part.get_content_subtype()[:10]
    return f"{part.get_content_maintype()[:20]}.{ending}"


def _text(texts: list[tuple[str, str]]) -> str:
    """Return the words: as plain text where there is any, else what a reader of the HTML sees."""
    plain = [words for kind, words in texts if kind == "text/plain" and words.strip()]
    if plain:
        return "\n\n".join(plain)[:LONGEST_TEXT]
    return words_of("<br>".join(words for _, words in texts)[:LONGEST_HTML])
