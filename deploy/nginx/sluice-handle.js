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

// nginx runs this file anew for each request. What costs time beside the two hashes is each constant out here and each method that
// is used for the first time: there are few of them, and no regular expressions, which cost as much as a hash.

// A handle is 46 bytes in 62 characters of base64url:
//   0 version · 1 key id · 2 session id (16 bytes) · 18 scope (8) · 26 cap (4) · 30 MAC (16)
// The first 30 of them, which the MAC is over, are its first 40 characters.

/** "allow", or the code of a refusal as Sluice gives it. Reads $sluice_handle, $sluice_path and $sluice_handle_key. */
function verdict(r) {
  const variables = r.variables;
  const handle = variables.sluice_handle;
  // Two characters more, so that the bits which the handle's last one has to spare become byte 46: a writer leaves them 0.
  // Decoding stops at what is not base64url, and then that byte is missing.
  const bytes = Buffer.from(`${handle}AA`, "base64url");
  if (handle.length !== 62 || bytes[46] !== 0 || bytes[0] !== 1 || bytes[1] !== 1) return "handle-invalid";
  if (!isSealed(handle, bytes, Buffer.from(variables.sluice_handle_key, "hex"))) return "handle-invalid";
  if (Date.now() >= bytes.readUIntBE(26, 4) * 1000) return "session-expired";
  return isInScope(bytes, variables.sluice_path) ? "allow" : "handle-wrong-stream";
}

/** Takes the same time wherever the MACs differ. A key that is cut or not hexadecimal has no 32 bytes: it seals nothing. */
function isSealed(handle, bytes, key) {
  if (typeof key[31] !== "number") return false;
  const mac = crypto.createHmac("sha256", key).update(handle.slice(0, 40), "base64url").digest();
  const first = mac.readUIntBE(0, 6) === bytes.readUIntBE(30, 6);
  const second = mac.readUIntBE(6, 6) === bytes.readUIntBE(36, 6);
  const third = mac.readUIntBE(12, 4) === bytes.readUIntBE(42, 4);
  return (first & second & third) === 1;
}

/** The scope is a hash of `application/stream`; where the name ends, only the hash tells. Something must follow it. */
function isInScope(bytes, path) {
  const last = path.length - 1;
  let end = path.indexOf("/");
  // A stream's name may have slashes in it; the files of a stream lie no deeper than eight names below its application.
  for (let segments = 1; end > 0 && segments <= 8; segments += 1) {
    end = path.indexOf("/", end + 1);
    if (end < 0 || end === last) return false;
    const name = crypto.createHash("sha256").update(path.slice(0, end)).digest();
    const starts = name.readUIntBE(0, 6) === bytes.readUIntBE(18, 6);
    if (starts && name[6] === bytes[24] && name[7] === bytes[25]) return true;
  }
  return false;
}

export default { verdict };
