/**
 * Protocols whose clients open a playback by more than one request (DESCRIBE and SETUP, OPTIONS and POST, a playlist and its
 * parts): their servers ask more than once, under several ids, and list the client only after the last of them.
 */
export const asksMoreThanOnce: ReadonlySet<string> = new Set(["rtsp", "webrtc", "hls", "moq"]);
