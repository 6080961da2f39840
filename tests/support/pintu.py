"""The *pintu*, the door with name and password, as a browser without script goes through it."""

from __future__ import annotations

import re
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from urllib.request import OpenerDirector

CSRF = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def sign_in(address: str, akun: str, sandi: str) -> OpenerDirector:
    """Return what keeps the session of somebody who signed in; raises ``HTTPError`` where the door stays shut."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with opener.open(f"{address}/masuk", timeout=10) as page:
        token = CSRF.findall(page.read().decode())[0]
    form = urllib.parse.urlencode({"akun": akun, "sandi": sandi, "csrf_token": token}).encode()
    opener.open(f"{address}/masuk", form, timeout=10).close()
    return opener
