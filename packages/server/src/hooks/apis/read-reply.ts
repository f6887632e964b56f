import { isJsonObject, type JsonObject } from "@sluice/token";
import type { ServerReply } from "../server-api.ts";
import { ServerApiProblem } from "./server-api-problem.ts";

/** No list of a server holds more clients; one that says so is not believed. */
export const MOST_CLIENTS = 100_000;

/** The object that a reply is. Throws ServerApiProblem for another status than 200 and for anything but one JSON object. */
export function objectOfReply(reply: ServerReply): JsonObject {
  const value = jsonOfReply(reply);
  if (!isJsonObject(value)) throw new ServerApiProblem("its answer is not in its form");
  return value;
}

function jsonOfReply({ status, text }: ServerReply): unknown {
  if (status !== 200) throw new ServerApiProblem(`it answers ${status}`);
  try {
    return JSON.parse(text);
  } catch {
    throw new ServerApiProblem("its answer is no JSON");
  }
}

/** The objects of a list field; anything else in it is left out. Throws ServerApiProblem when there is no list. */
export function objectsOf(value: unknown): readonly JsonObject[] {
  if (!Array.isArray(value)) throw new ServerApiProblem("its answer has no list");
  if (value.length > MOST_CLIENTS) throw new ServerApiProblem("its list is longer than 100,000");
  return value.filter(isJsonObject);
}
