"""Turns an error of the operating system into a few words for whoever runs the program: a cron job has no LANG, so its
own words are English."""

from __future__ import annotations

import errno

from config.language import Words, say

_SAID = {
    "ENOENT": "没有这个文件或文件夹", "EACCES": "没有权限", "EPERM": "系统不允许", "EROFS": "所在磁盘是只读的",
    "ENOSPC": "磁盘已满", "EDQUOT": "超出磁盘配额", "EFBIG": "文件过大", "EIO": "磁盘读写出错",
    "ENOTDIR": "路径中有一段不是文件夹", "EISDIR": "这里是文件夹，不是文件", "EEXIST": "已有同名的文件",
    "ENAMETOOLONG": "名称过长", "ELOOP": "链接循环", "ESTALE": "网络文件夹已断开", "EMFILE": "打开的文件过多",
    "ENFILE": "打开的文件过多", "ENOMEM": "内存不足", "EINVAL": "不是可用的文件", "EBUSY": "正被占用",
    "ENOTEMPTY": "文件夹不是空的", "ETXTBSY": "正被使用", "ENODEV": "设备不在", "ENXIO": "设备不在",
    "ECONNREFUSED": "对方拒绝连接：端口不对，或服务没有启动", "ECONNRESET": "连接被对方断开", "ECONNABORTED": "连接中断",
    "EPIPE": "连接已断开", "ETIMEDOUT": "连接超时", "EHOSTUNREACH": "网络不通", "ENETUNREACH": "网络不通",
    "EADDRNOTAVAIL": "地址不可用",
}  # fmt: skip
"""Names of errors and what they mean; a system lacks some of them."""
_BY_NUMBER = {number: words for name, words in _SAID.items() if (number := getattr(errno, name, None)) is not None}
_NO_TEXT = Words("不是 UTF-8 编码的文本", "not UTF-8")


def why(error: OSError | UnicodeError) -> str:
    """What is wrong, without a full stop, and without the name of the file. Also for text that is none."""
    if isinstance(error, UnicodeError):
        return say(*_NO_TEXT)
    own = error.strerror or type(error).__name__
    number = error.errno if isinstance(error.errno, int) else 0
    return say(_BY_NUMBER.get(number) or f"系统错误：{own}", own)
