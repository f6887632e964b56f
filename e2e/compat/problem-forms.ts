import type { CompatId } from "../../packages/server/src/compat/compat-system.ts";
import type { RawAnswer } from "../bad-input/raw-request.ts";

/** What a refusal looks like in each system. */
const forms: Readonly<Record<CompatId, (json: Readonly<Record<string, unknown>>, body: string) => boolean>> =
  {
    // A Result, or the text of the filter that refused.
    antmedia: ({ message, success }, body) =>
      (success === false && isText(message)) || (success === undefined && body.length > 0),
    bintu: ({ success, errorCode, message }) =>
      success === false && Number.isInteger(errorCode) && isText(message),
    // `{"detail": …}`, or a list of sentences for each field.
    tpstreams: ({ detail, ...fields }) =>
      isText(detail) || Object.values(fields).some(list => Array.isArray(list) && list.every(isText)),
    flowplayer: ({ meta, message }) => isText(message) || isMeta(meta),
  };

/** What is said to whoever asks at an address of no route: the parameter may have made it one. */
const isNoAddress = ({ reason, detail }: Readonly<Record<string, unknown>>): boolean =>
  (reason === "not-found" || reason === "request-malformed") && isText(detail);

/** Whether a refusal is in its system's form. */
export function isClearRefusal(system: CompatId, method: string, answer: RawAnswer): boolean {
  if (method === "HEAD" || answer.status === 204) return answer.body === "";
  return forms[system](answer.json, answer.body) || isNoAddress(answer.json);
}

function isMeta(meta: unknown): boolean {
  return (
    typeof meta === "object" && meta !== null && "code" in meta && isText(meta.code) && "message" in meta
  );
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value.length > 0;
}
