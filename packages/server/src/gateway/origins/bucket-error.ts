import type { Dispatcher } from "undici";

/** Errors of S3 are a few hundred bytes of XML. */
const MOST_BYTES = 16 * 1024;

/**
 * The code in the body of a refusal (`AccessDenied`, `SignatureDoesNotMatch`, `RequestTimeTooSkewed`), undefined when
 * there is none. The rest of the body is dropped: it may quote what was signed.
 */
export async function bucketErrorCode({ body }: Dispatcher.ResponseData): Promise<string | undefined> {
  let text = "";
  try {
    for await (const chunk of body) {
      text += String(chunk);
      if (text.length > MOST_BYTES) break;
    }
  } catch {
    // What came is what there is.
  }
  return /<Code>([A-Za-z]{1,64})<\/Code>/.exec(text)?.[1];
}
