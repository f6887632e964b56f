import { isJsonObject, type Json, type JsonObject } from "@sluice/token";
import type { SubscriberOrder } from "../../commands/subscribers/save-subscriber.ts";
import type { CompatProblem } from "../compat-system.ts";
import { readJson } from "../read-json.ts";

/** Seconds. Theirs have no longest; a code that stands for longer than a day is none of the time. */
const SHORTEST_PERIOD = 10;
const LONGEST_PERIOD = 86_400;
const LONGEST_NAME = 256;
/** Their check; their message says 3. */
const SHORTEST_ID = 4;

const MISSING =
  "Missing parameter: Make sure you set subscriber object correctly and make subscriberId's length at least 3";
const WRONG_PERIOD = `Custom TOTP expiry period must be between ${SHORTEST_PERIOD} and ${LONGEST_PERIOD}`;

/** What a body asks for; or what a Result says of it; or why nobody could read it. */
export type SubscriberBody =
  | { readonly order: SubscriberOrder }
  | { readonly message: string }
  | { readonly problem: CompatProblem };

/** Reads their `Subscriber`: members that are no input are passed over, those of a wrong type make it unreadable. */
export function readSubscriber(body: Buffer, applicationPeriodSeconds: number): SubscriberBody {
  const read = readJson(body);
  if ("problem" in read) return read;
  if (read.value === undefined || read.value === null) return { message: MISSING };
  // What was parsed is JSON.
  const fields = read.value as Json;
  if (!isJsonObject(fields)) return malformed("the body is no JSON object");
  for (const name of ["subscriberId", "subscriberName", "type", "b32Secret"]) {
    if (!isText(fields, name)) return malformed(`${name} is no text`);
  }
  for (const name of ["concurrentConnectionsLimit", "totpExpiryPeriodSeconds"]) {
    if (!isWholeNumber(fields, name)) return malformed(`${name} is no whole number`);
  }
  return orderOf(fields, applicationPeriodSeconds);
}

function orderOf(fields: JsonObject, applicationPeriodSeconds: number): SubscriberBody {
  const subscriberId = textOf(fields, "subscriberId") ?? "";
  const name = textOf(fields, "subscriberName");
  if (subscriberId.trim() === "" || subscriberId.length < SHORTEST_ID) return { message: MISSING };
  if ((name ?? "").length > LONGEST_NAME)
    return { message: `subscriberName has more than ${LONGEST_NAME} characters` };
  const periodSeconds = numberOf(fields, "totpExpiryPeriodSeconds") ?? applicationPeriodSeconds;
  if (periodSeconds < SHORTEST_PERIOD || periodSeconds > LONGEST_PERIOD) return { message: WRONG_PERIOD };
  const maxSessions = numberOf(fields, "concurrentConnectionsLimit") ?? 1;
  if (maxSessions < 1) return { message: "concurrentConnectionsLimit must be at least 1" };
  const type = textOf(fields, "type");
  return {
    order: {
      subscriberId,
      name,
      type: type === "publish" || type === "play" ? type : undefined,
      secret: textOf(fields, "b32Secret")?.trim() || undefined,
      periodSeconds,
      maxSessions,
    },
  };
}

function malformed(detail: string): { readonly problem: CompatProblem } {
  return { problem: { reason: "request-malformed", detail } };
}

function isText(fields: JsonObject, name: string): boolean {
  return ["string", "undefined"].includes(typeof (fields[name] ?? undefined));
}

function isWholeNumber(fields: JsonObject, name: string): boolean {
  const value = fields[name] ?? undefined;
  return value === undefined || (typeof value === "number" && Number.isSafeInteger(value));
}

function textOf(fields: JsonObject, name: string): string | undefined {
  const value = fields[name];
  return typeof value === "string" ? value : undefined;
}

function numberOf(fields: JsonObject, name: string): number | undefined {
  const value = fields[name];
  return typeof value === "number" ? value : undefined;
}
