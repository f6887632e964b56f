const HEAD_END = "\r\n\r\n";

/** A reader of one connection's replies. */
export type ReplyReader = (chunk: Buffer) => void;

/**
 * Reads HTTP/1.1 replies with a Content-Length and calls `onReply` with the status when a body is complete. It is
 * made to cost the client little, not to read every reply there is: it throws on one without a length.
 */
export function createReplyReader(onReply: (status: number) => void): ReplyReader {
  let head = "";
  let status = 0;
  let missingBytes = 0;
  return chunk => {
    let rest = chunk;
    while (rest.length > 0) {
      if (missingBytes === 0) {
        const before = head.length;
        head += rest.toString("latin1");
        const end = head.indexOf(HEAD_END);
        if (end < 0) return;
        rest = rest.subarray(end + HEAD_END.length - before);
        ({ status, missingBytes } = readHead(head.slice(0, end)));
        head = "";
      }
      const taken = Math.min(missingBytes, rest.length);
      missingBytes -= taken;
      rest = rest.subarray(taken);
      if (missingBytes === 0) onReply(status);
    }
  };
}

function readHead(head: string): { status: number; missingBytes: number } {
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error(`a reply has no Content-Length: ${head.split("\r\n", 1)[0]}`);
  return {
    status: Number(head.slice("HTTP/1.1 ".length, "HTTP/1.1 200".length)),
    missingBytes: Number(length),
  };
}
