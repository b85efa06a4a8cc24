"""An OpenID Connect provider that lives in the test's own process: no network."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import requests
from requests.adapters import BaseAdapter

ISSUER = "https://login.fernshire.example"
CLIENT = "holdfast"
SECRET = "a secret of thirty-two characters"


@dataclass
class Provider(BaseAdapter):
    """Answers discovery, token and userinfo; `claims` is what it says of whoever signs in."""

    claims: dict[str, Any] = field(default_factory=dict)
    challenge: str = ""
    asked: list[str] = field(default_factory=list)

    def session(self, *_: Any) -> requests.Session:
        made = requests.Session()
        made.mount("https://", self)
        return made

    def authorised(self, address: str) -> dict[str, str]:
        """What the browser brings back from the sign-in page at `address`."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"]
        self.challenge = asked["code_challenge"]
        return {"code": "once", "state": asked["state"]}

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        path = urlsplit(str(request.url)).path
        self.asked.append(path)
        answers = {
            "/.well-known/openid-configuration": self._discovery,
            "/token": self._token,
            "/userinfo": self._userinfo,
        }
        response = requests.Response()
        response.status_code = 200
        response.request = request
        response.headers["content-type"] = "application/json"
        response._content = json.dumps(answers[path](request)).encode()
        return response

    def close(self) -> None:
        """Nothing is open."""

    def _discovery(self, _: requests.PreparedRequest) -> dict[str, Any]:
        places = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        ends = {f"{name}_endpoint": f"{ISSUER}/{place}" for name, place in places.items()}
        return {"issuer": ISSUER, "jwks_uri": f"{ISSUER}/keys", **ends}

    def _token(self, request: requests.PreparedRequest) -> dict[str, Any]:
        sent = {name: values[0] for name, values in parse_qs(str(request.body)).items()}
        digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
        assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == self.challenge
        whole = {"iss": ISSUER, "aud": CLIENT, "exp": 4102444800, "iat": 0, **self.claims}
        return {"access_token": "access", "token_type": "Bearer", "id_token": jwt.encode(whole, SECRET)}

    def _userinfo(self, _: requests.PreparedRequest) -> dict[str, Any]:
        return {name: self.claims[name] for name in ("sub", "email", "email_verified") if name in self.claims}
