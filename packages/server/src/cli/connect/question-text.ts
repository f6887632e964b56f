import type { AskedAnswer } from "../connection/server-answers.ts";
import { printable } from "../output/printable.ts";

/** What a server asked, as a sentence: `MediaMTX at 127.0.0.1 asked: may rtmp publish live/cam1? Allowed.` */
export function questionText(title: string, asked: AskedAnswer): string {
  const who = asked.from === null ? title : `${title} at ${asked.from}`;
  return printable(`${who} ${saidText(asked)}`);
}

function saidText(asked: AskedAnswer): string {
  switch (asked.event) {
    case "open":
    case "again":
      // A refusal at a web server's names no stream.
      if (asked.stream === null) return `asked about a request. ${answerText(asked)}`;
      return `asked: may ${mayText(asked, asked.stream)}? ${answerText(asked)}`;
    case "manage":
      return `asked: may somebody use its API? ${answerText(asked)}`;
    case "malformed":
      return `sent something that is not in its form. ${answerText(asked)}`;
    default:
      return "told something, and was answered.";
  }
}

function mayText({ event, protocol, action }: AskedAnswer, stream: string): string {
  const goesOn = event === "again" ? ["go on to"] : [];
  return [protocol ?? "somebody", ...goesOn, action ?? "use", stream].join(" ");
}

function answerText({ allowed, reason, ref }: AskedAnswer): string {
  if (allowed) return "Allowed.";
  return `Refused: ${reason ?? "no reason"}${ref === null ? "" : ` (sluice why ${ref})`}.`;
}
