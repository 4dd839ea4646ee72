"""Turns the error of a network or a server into a few words for whoever runs the program; what a server itself said is
kept beside them."""

from __future__ import annotations

import imaplib
import smtplib
import socket
import ssl

from config.language import say
from config.os_errors import why
from intake.mime.charsets import decode, one_line

LONGEST = 200


def of_network(error: BaseException) -> str:
    """Why a server cannot be talked to, on one line, limited in length."""
    own = one_line(f"{type(error).__name__}: {_text(error)}", LONGEST)
    return say(one_line(_in_chinese(error), LONGEST), own)


def _in_chinese(error: BaseException) -> str:
    if isinstance(error, socket.gaierror):
        return "查不到这台服务器的地址：域名写错，或本机没有联网"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"对方的证书不可信：{error.verify_message}"
    if isinstance(error, ssl.SSLError):
        return f"建立不了加密连接：{error.reason or _text(error)}"
    if isinstance(error, TimeoutError):
        return "对方没有在规定时间内答复"
    if isinstance(error, imaplib.IMAP4.abort | smtplib.SMTPServerDisconnected):
        return f"连接中断：{_text(error)}"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return f"对方不支持：{_text(error)}"
    if isinstance(error, UnicodeError):
        return "用户名或密码中有不能发送的字"
    if isinstance(error, OSError) and isinstance(error.errno, int) and not isinstance(error, smtplib.SMTPException):
        return why(error)
    return f"对方答复：{_text(error)}" if _text(error) else type(error).__name__


def _text(error: BaseException) -> str:
    answer = error.args[0] if error.args else ""
    return decode(answer) if isinstance(answer, bytes) else str(error)
