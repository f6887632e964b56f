import { setTimeout as wait } from "node:timers/promises";
import { expect } from "vitest";
import type { RawAnswer } from "../bad-input/raw-request.ts";
import { ADMIN_KEY, type TestServer } from "../support/sluice.ts";
import { differences } from "./differences.ts";
import { fillIn, fillText, type Values } from "./fill-in.ts";
import { sendCall } from "./send-call.ts";
import type { CompatExpected, CompatRequest, Flow, Setup, Step } from "./vector-shape.ts";

const POLL_MILLISECONDS = 50;
const MILLISECONDS = 1_000;
/** The status of what is there already. */
const STANDS = 409;
let flows = 0;

/** Replays one flow on names of its own; fails at the first step whose answer is another. Returns every answer. */
export async function replayFlow(sluice: TestServer, flow: Flow): Promise<readonly RawAnswer[]> {
  flows += 1;
  const texts: Record<string, string> = {
    key: ADMIN_KEY,
    url: publicUrl(sluice),
    host: new URL(publicUrl(sluice)).host,
    unique: `u${process.pid.toString(36)}x${flows.toString(36)}`,
  };
  const values = { texts, nowSeconds: Math.floor(Date.now() / MILLISECONDS) };
  const answers: RawAnswer[] = [];
  for (const order of flow.setup ?? []) answers.push(await setUp(sluice, order, values, texts));
  for (const [at, step] of flow.steps.entries()) {
    const answer = await take(sluice, step, values, `step ${at + 1} (${step.note})`);
    keep(texts, step.save, answer);
    answers.push(answer);
  }
  return answers;
}

/** Makes what a flow stands on. What may stand already is as good from an earlier try of the same flow. */
async function setUp(
  sluice: TestServer,
  { save, mayStand = false, ...call }: Setup,
  values: Values,
  texts: Record<string, string>,
): Promise<RawAnswer> {
  const answer = await send(sluice, call, values);
  if (mayStand && answer.status === STANDS) return answer;
  const what = `setup: ${call.method} ${fillText(call.path, values, false)} ${answer.body}`;
  expect(answer.status, what).toBeLessThan(300);
  keep(texts, save, answer);
  return answer;
}

/** The base of the addresses that it prints, which is not the one that tests ask. */
function publicUrl(sluice: TestServer): string {
  return / is ready at (\S+) /.exec(sluice.output())?.[1] ?? sluice.url;
}

async function take(sluice: TestServer, step: Step, values: Values, what: string): Promise<RawAnswer> {
  if (step.waitMilliseconds !== undefined) await wait(step.waitMilliseconds);
  const deadline = Date.now() + (step.withinMilliseconds ?? 0);
  for (;;) {
    const answer = await send(sluice, step.request, values);
    const faults = answerDiffers(answer, step.answer, values);
    if (faults.length === 0) return answer;
    if (Date.now() >= deadline) expect.fail(`${what}\n${faults.join("\n")}\nanswer: ${answer.body}`);
    await wait(POLL_MILLISECONDS);
  }
}

/** API v1 is asked with the admin key where a vector does not say otherwise. */
function send(sluice: TestServer, request: CompatRequest, values: Values): Promise<RawAnswer> {
  const isOwn = request.path.startsWith("/v1/") && request.headers === undefined;
  const withKey = isOwn ? { ...request, headers: { authorization: "Bearer {{key}}" } } : request;
  return sendCall(sluice.url, fillIn(withKey, values, false) as CompatRequest);
}

function answerDiffers(answer: RawAnswer, expected: CompatExpected, values: Values): readonly string[] {
  const { status, headers = {}, json, includes, text } = expected;
  const faults = [...differences(answer.status, status, "exactly", "status")];
  for (const [name, value] of Object.entries(headers)) {
    const wanted = value === null ? undefined : fillText(value, values, true);
    faults.push(...differences(answer.headers[name], wanted, "exactly", `header ${name}`));
  }
  if (json !== undefined)
    faults.push(...differences(read(answer), fillIn(json, values, true), "exactly", "json"));
  if (includes !== undefined)
    faults.push(...differences(read(answer), fillIn(includes, values, true), "includes", "json"));
  if (text !== undefined)
    faults.push(...differences(answer.body, fillIn(text, values, true), "exactly", "text"));
  return faults;
}

/** The body as JSON; undefined when it is none. */
function read({ body }: RawAnswer): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function keep(texts: Record<string, string>, save: Step["save"], answer: RawAnswer): void {
  for (const [name, path] of Object.entries(save ?? {})) {
    const value = path.startsWith("header:")
      ? answer.headers[path.slice("header:".length)]
      : path.split(".").reduce(memberOf, read(answer));
    if (typeof value !== "string" && typeof value !== "number")
      expect.fail(`nothing to save at ${path} in ${answer.body}`);
    texts[name] = String(value);
  }
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
