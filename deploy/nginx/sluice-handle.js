// Checks session handles inside nginx, without a question to Sluice: for media that nginx itself holds, under addresses
// such as /s/{handle}/{application}/{stream}/v0/seg-1.m4s. For njs 0.7.9 or later (Debian: libnginx-mod-http-js).
//
// It sees that Sluice has made the handle, for this stream, and that the session's cap has not passed. It cannot see
// that a session or its token was revoked, has expired earlier or was idle, who asks, from where, or how much: a handle
// that is known keeps opening files here until its cap. Set the applications' session clocks to what you can bear, or
// ask Sluice about each request (auth_request). Bytes that go out here are not counted, either.
//
// The key checks handles, and could make some for this nginx: keep it as you keep a TLS key. No token, API key or other
// secret of Sluice can be had from it.
//
//   js_import sluice_handle from /etc/nginx/sluice-handle.js;
//   js_set $sluice_verdict sluice_handle.verdict;
//   include /etc/nginx/sluice-handle-key.conf;    # map "" $sluice_handle_key { default "64 hexadecimal digits"; }
//
//   location ~ ^/s/(?<sluice_handle>[^/]+)/(?<sluice_path>.+)$ {
//     if ($sluice_verdict != allow) { return 403; }    # never the other way round: what fails has no verdict
//     …
//   }

// biome-ignore lint/style/useNodejsImportProtocol: njs knows its modules by this name
import crypto from "crypto";

// Version 1, key 1, and the last character as a writer of base64url leaves it.
const HANDLE = /^AQ[E-H][\w-]{58}[AQgw]$/;
const KEY = /^[0-9a-f]{64}$/;
// version · key id · session id (16 bytes) · scope (8) · cap (4) · MAC (16)
const SCOPE_AT = 18;
const CAP_AT = 26;
const MAC_AT = 30;
const MAC_BYTES = 16;
// A stream's name may have slashes in it; the files of a stream lie no deeper than this below its application.
const LONGEST_NAME_SEGMENTS = 8;

/** "allow", or the code of a refusal as Sluice gives it. Reads $sluice_handle, $sluice_path and $sluice_handle_key. */
function verdict(r) {
  const handle = r.variables.sluice_handle;
  const key = r.variables.sluice_handle_key;
  if (!HANDLE.test(handle) || !KEY.test(key)) return "handle-invalid";
  const bytes = Buffer.from(handle, "base64url");
  const mac = crypto.createHmac("sha256", Buffer.from(key, "hex")).update(bytes.slice(0, MAC_AT)).digest();
  if (differ(mac, bytes)) return "handle-invalid";
  if (Date.now() >= bytes.readUInt32BE(CAP_AT) * 1000) return "session-expired";
  return isInScope(bytes, r.variables.sluice_path) ? "allow" : "handle-wrong-stream";
}

/** Takes the same time wherever they differ. */
function differ(mac, bytes) {
  let difference = 0;
  for (let at = 0; at < MAC_BYTES; at += 4) {
    difference |= mac.readUInt32BE(at) ^ bytes.readUInt32BE(MAC_AT + at);
  }
  return difference !== 0;
}

/** The scope is a hash of `application/stream`; where the name ends, only the hash tells. Something must follow it. */
function isInScope(bytes, path) {
  const scope = bytes.slice(SCOPE_AT, CAP_AT).toString("hex");
  let end = path.indexOf("/");
  for (let segments = 1; end > 0 && segments <= LONGEST_NAME_SEGMENTS; segments += 1) {
    end = path.indexOf("/", end + 1);
    if (end < 0 || end === path.length - 1) return false;
    const name = crypto.createHash("sha256").update(path.slice(0, end)).digest("hex");
    if (name.slice(0, 16) === scope) return true;
  }
  return false;
}

export default { verdict };
