import { openToken } from "@sluice/token";

/** What of a token is signed, and its signature. Throws for a text that is no signed token. */
export function opening(text: string): { readonly input: Uint8Array; readonly signature: Uint8Array } {
  const opened = openToken(text);
  if ("problem" in opened || opened.carries !== "claims") throw new Error("this is no signed token");
  const { signingInput, signature } = opened;
  return {
    input: typeof signingInput === "string" ? Buffer.from(signingInput) : Uint8Array.from(signingInput),
    signature: Uint8Array.from(signature),
  };
}
