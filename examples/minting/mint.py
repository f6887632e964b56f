# GET /token?stream=demo/clip -> a JWT; &format=cat -> a CAT. KEY_ID=... KEY_SECRET=<base64url> PORT=4401 python3 mint.py
import base64, hashlib, hmac, json, os, re, secrets, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

KEY_ID = os.environ["KEY_ID"]
TEXT = os.environ.get("KEY_TEXT")  # a secret that is a text
KEY = TEXT.encode() if TEXT else base64.urlsafe_b64decode(os.environ["KEY_SECRET"] + "==")

def mac(data): return hmac.new(KEY, data, hashlib.sha256).digest()
def base64url(data): return base64.urlsafe_b64encode(data).decode().rstrip("=")

def jwt(stream, exp):
    header = {"alg": "HS256", "typ": "JWT", "kid": KEY_ID}
    claims = {"exp": exp, "jti": secrets.token_hex(16), "actions": ["play"], "target": {"streams": [stream]}}
    signed = ".".join(base64url(json.dumps(part).encode()) for part in (header, claims))
    return signed + "." + base64url(mac(signed.encode()))

def head(kind, number):  # CBOR (RFC 8949): each item begins with its kind and a number, in as few bytes as hold it
    if number < 24: return bytes([kind * 32 + number])
    info, size = (24, 1) if number < 256 else (25, 2) if number < 65536 else (26, 4)
    return bytes([kind * 32 + info]) + number.to_bytes(size, "big")

def cbor(value):
    if isinstance(value, int): return head(0, value)
    if isinstance(value, bytes): return head(2, len(value)) + value
    if isinstance(value, str): return head(3, len(value.encode())) + value.encode()
    if isinstance(value, list): return head(4, len(value)) + b"".join(map(cbor, value))
    return head(5, len(value)) + b"".join(cbor(key) + cbor(value[key]) for key in value)

def cat(stream, exp):  # iss, exp, cti, catu (the path begins with), catm
    claims = {1: "example", 4: exp, 7: secrets.token_bytes(16), 312: {3: {1: f"/{stream}/"}}, 313: ["GET", "HEAD"]}
    headers, payload = cbor({1: 5}), cbor(claims)  # alg: HMAC 256/256
    message = [headers, {4: KEY_ID.encode()}, payload, mac(cbor(["MAC0", headers, b"", payload]))]
    return base64url(head(6, 61) + head(6, 17) + cbor(message))  # CWT, COSE_Mac0

class Minter(BaseHTTPRequestHandler):
    def do_GET(self):
        url = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(url.query).items()}
        stream = asked.get("stream", "")
        # Here you ask who wants it, and whether he may.
        good = url.path == "/token" and re.fullmatch(r"[\w-]+/[\w-]+", stream, re.ASCII)
        mint = cat if asked.get("format") == "cat" else jwt
        self.send_response(200 if good else 400)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write((mint(stream, int(time.time()) + 3600) if good else "no such stream").encode())

ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "4401"))), Minter).serve_forever()
