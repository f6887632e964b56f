/** `key`, `aes_key`, `enc.key`, `key-3`, `key.bin`, `b12.m3u8key`: as packagers call them. */
const KEY_FILE = /(?:^|[^a-z])(?:m3u8)?keys?(?:[._-]?\d+)?(?:\.bin)?$/i;

/**
 * True for the path, below a stream, of a file that holds the key of encrypted media (`EXT-X-KEY`, RFC 8216 section 4.3.2.4)
 * by its name. Players that send a token with it go on under the session that they have; nothing is opened by it alone.
 */
export function isKeyFile(path: string): boolean {
  return KEY_FILE.test(path.slice(path.lastIndexOf("/") + 1));
}
