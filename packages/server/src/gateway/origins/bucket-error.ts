import type { HttpResponse } from "./http-response.ts";

/** Errors of S3 are a few hundred bytes of XML. */
const MOST_BYTES = 16 * 1024;

/**
 * The code in the body of a refusal (`AccessDenied`, `SignatureDoesNotMatch`, `RequestTimeTooSkewed`), undefined when
 * there is none. The rest of the body is dropped: it may quote what was signed.
 */
export async function bucketErrorCode({ body }: HttpResponse): Promise<string | undefined> {
  const text = Buffer.isBuffer(body) ? body.toString() : await beginningOf(body);
  return /<Code>([A-Za-z]{1,64})<\/Code>/.exec(text)?.[1];
}

async function beginningOf(body: AsyncIterable<unknown>): Promise<string> {
  let text = "";
  try {
    for await (const chunk of body) {
      text += String(chunk);
      if (text.length > MOST_BYTES) break;
    }
  } catch {
    // What came is what there is.
  }
  return text;
}
