import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { PlainFailure } from "../plain-failure.ts";
import type { ApiCall, ApiReply, Connection, FileCall } from "./connection.ts";

/** An answer of a kind that was expected. */
export interface Answer<T> {
  readonly value: T;
  /** Everything in the answer, as the API gave it. */
  readonly raw: unknown;
}

const problem = z.looseObject({
  reason: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});

const keyAdvice: Readonly<Record<string, string>> = {
  "api-key-missing": "set SLUICE_API_KEY or give --key",
  "api-key-unknown": "SLUICE_API_KEY (or --key) is not a key of this server",
};

/** Asks API v1. Throws PlainFailure with a sentence for each problem when it refuses. */
export async function ask<T>(
  connection: Connection,
  call: ApiCall,
  schema: z.ZodType<T>,
): Promise<Answer<T>> {
  return understood(connection, await connection.call(call), schema);
}

/** Sends a file. Throws as `ask` does. */
export async function askWithFile<T>(
  connection: Connection,
  call: FileCall,
  schema: z.ZodType<T>,
): Promise<Answer<T>> {
  const { status, content } = await connection.transfer(call);
  return understood(connection, { status, text: await text(content) }, schema);
}

/** Asks for a file. Throws as `ask` does. */
export async function askForFile(connection: Connection, call: FileCall): Promise<Readable> {
  const { status, content } = await connection.transfer(call);
  if (status < 400) return content;
  const reply = { status, text: await text(content) };
  throw new PlainFailure(sentences(connection, reply, readJson(reply.text)));
}

function understood<T>(connection: Connection, reply: ApiReply, schema: z.ZodType<T>): Answer<T> {
  const raw = readJson(reply.text);
  if (reply.status >= 400) throw new PlainFailure(sentences(connection, reply, raw));
  const value = schema.safeParse(raw);
  if (value.success) return { value: value.data, raw };
  throw new PlainFailure(
    `${connection.name} gave an answer that this version of sluice cannot read (status ${reply.status}).`,
  );
}

/** Asks for an answer that is not JSON. Throws as `ask` does. */
export async function askForText(connection: Connection, call: ApiCall): Promise<string> {
  const reply = await connection.call(call);
  if (reply.status >= 400) throw new PlainFailure(sentences(connection, reply, readJson(reply.text)));
  return reply.text;
}

/** Asks for something whose answer has no content. */
export async function order(connection: Connection, call: ApiCall): Promise<void> {
  await ask(connection, call, z.undefined());
}

function sentences({ name }: Connection, { status }: ApiReply, raw: unknown): string {
  const parsed = problem.safeParse(raw);
  if (!parsed.success) return `${name} did not answer as a Sluice server does (status ${status}).`;
  const { reason, detail, errors = [] } = parsed.data;
  const advice = keyAdvice[reason];
  if (advice !== undefined) return `${name} needs an API key: ${advice}.`;
  if (errors.length > 0) return errors.map(({ field, message }) => `${field}: ${message}`).join("\n");
  return asSentence(detail ?? reason);
}

function asSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith(".") ? "" : "."}`;
}

function readJson(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
