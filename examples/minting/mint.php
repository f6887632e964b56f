<?php // GET /token?stream=demo/clip → a JWT; &format=cat → a CAT. KEY_ID=… KEY_SECRET=<base64url> php -S 127.0.0.1:4401 mint.php
$text = getenv('KEY_TEXT'); // A secret that is a text.
define('KEY', $text ? $text : base64_decode(strtr(getenv('KEY_SECRET'), '-_', '+/')));
define('KEY_ID', getenv('KEY_ID'));

function base64url(string $data): string { return rtrim(strtr(base64_encode($data), '+/', '-_'), '='); }
function mac(string $data): string { return hash_hmac('sha256', $data, KEY, true); }

function jwt(string $stream, int $exp): string {
  $header = ['alg' => 'HS256', 'typ' => 'JWT', 'kid' => KEY_ID];
  $claims = ['exp' => $exp, 'jti' => bin2hex(random_bytes(16)), 'actions' => ['play'], 'target' => ['streams' => [$stream]]];
  $signed = base64url(json_encode($header)) . '.' . base64url(json_encode($claims));
  return $signed . '.' . base64url(mac($signed));
}

// CBOR (RFC 8949): each item begins with its kind and a number, in as few bytes as hold it.
function head(int $kind, int $number): string {
  if ($number < 24) return chr($kind * 32 + $number);
  if ($number < 256) return pack('CC', $kind * 32 + 24, $number);
  return $number < 65536 ? pack('Cn', $kind * 32 + 25, $number) : pack('CN', $kind * 32 + 26, $number);
}
function uint(int $number): string { return head(0, $number); }
function bytes(string $data): string { return head(2, strlen($data)) . $data; }
function text(string $data): string { return head(3, strlen($data)) . $data; }
function items(string ...$items): string { return head(4, count($items)) . implode($items); }
function map(string ...$items): string { return head(5, count($items) / 2) . implode($items); }

function cat(string $stream, int $exp): string {
  $catu = map(uint(3), map(uint(1), text("/$stream/"))); // The path begins with.
  $catm = items(text('GET'), text('HEAD'));
  $named = [uint(1), text('example'), uint(4), uint($exp), uint(7), bytes(random_bytes(16))]; // iss, exp, cti
  $payload = bytes(map(...$named, ...[uint(312), $catu, uint(313), $catm]));
  $headers = bytes(map(uint(1), uint(5))); // alg: HMAC 256/256
  $mac = bytes(mac(items(text('MAC0'), $headers, bytes(''), $payload)));
  $message = items($headers, map(uint(4), bytes(KEY_ID)), $payload, $mac);
  return base64url(head(6, 61) . head(6, 17) . $message); // CWT, COSE_Mac0
}

$stream = is_string($_GET['stream'] ?? null) ? $_GET['stream'] : '';
// Here you ask who wants it, and whether he may.
$good = strtok($_SERVER['REQUEST_URI'], '?') === '/token' && preg_match('~^[\w-]+/[\w-]+$~D', $stream);
$mint = ($_GET['format'] ?? '') === 'cat' ? 'cat' : 'jwt';
http_response_code($good ? 200 : 400);
header('Content-Type: text/plain');
header('Cache-Control: no-store');
echo $good ? $mint($stream, time() + 3600) : 'no such stream';
