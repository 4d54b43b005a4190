"""A real, small OpenID provider on loopback: discovery, authorisation code, signed ID token."""
from __future__ import annotations

import time
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.local_server import LocalServer

CLIENT_ID, CLIENT_SECRET = "duilian", "not-a-secret-of-anybody"


class IdentityProvider(LocalServer):
    """Vouches for `email` with the subject `sub`."""

    def __init__(self, port: int, email: str, sub: str, groups: tuple[str, ...] = ()) -> None:
        self.issuer = f"http://127.0.0.1:{port}"
        self.email, self.sub, self.groups = email, sub, groups
        self._key = RSAKey.generate_key(2048, parameters={"kid": "one", "use": "sig", "alg": "RS256"})
        self._nonces: dict[str, str] = {}
        routes = [
            Route("/.well-known/openid-configuration", self._discovery), Route("/authorize", self._authorize), Route("/token", self._token, methods=["POST"]),
            Route("/jwks", self._jwks), Route("/userinfo", self._user),
        ]
        super().__init__(routes, port)

    async def _discovery(self, request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize", "token_endpoint": f"{self.issuer}/token", "jwks_uri": f"{self.issuer}/jwks",
                "userinfo_endpoint": f"{self.issuer}/userinfo", "response_types_supported": ["code"], "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"], "scopes_supported": ["openid", "email", "profile"],
            }
        )

    async def _authorize(self, request: Request) -> Response:
        asked = request.query_params
        code = f"code-{len(self._nonces)}"
        self._nonces[code] = asked.get("nonce", "")
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")

    def _claims(self) -> dict[str, object]:
        return {"sub": self.sub, "email": self.email, "email_verified": True, "name": "Single", "groups": list(self.groups)}

    async def _token(self, request: Request) -> Response:
        form = await request.form()
        now = int(time.time())
        claims = {**self._claims(), "iss": self.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 600, "nonce": self._nonces.get(str(form["code"]), "")}
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "expires_in": 600, "id_token": jwt.encode({"alg": "RS256", "kid": "one"}, claims, self._key)})

    async def _jwks(self, request: Request) -> Response:
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})

    async def _user(self, request: Request) -> Response:
        return JSONResponse(self._claims())
