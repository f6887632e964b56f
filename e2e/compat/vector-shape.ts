import { z } from "zod";

const texts = z.record(z.string(), z.string());
/** A header that comes twice has a list; null: it must not be there (answers only). */
const answerHeaders = z.record(z.string().regex(/^[a-z0-9-]+$/), z.string().nullable());

const requestShape = z.strictObject({
  method: z.enum(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]),
  path: z.string().regex(/^\//),
  headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
  json: z.unknown().optional(),
  body: z.string().optional(),
  form: z.array(z.string()).optional(),
  bytes: z
    .string()
    .regex(/^([0-9a-f]{2})*$/)
    .optional(),
  from: z
    .string()
    .regex(/^127(\.\d+){3}$/)
    .optional(),
});

const answerShape = z.strictObject({
  status: z.int().min(200).max(599),
  headers: answerHeaders.optional(),
  json: z.unknown().optional(),
  includes: z.unknown().optional(),
  text: z.string().optional(),
});

const oneBody = "at most one of json, body, form and bytes";
const stepShape = z.strictObject({
  note: z.string().min(3),
  request: requestShape.refine(
    ({ json, body, form, bytes }) => [json, body, form, bytes].filter(it => it !== undefined).length <= 1,
    oneBody,
  ),
  answer: answerShape.refine(
    ({ json, includes, text }) => [json, includes, text].filter(it => it !== undefined).length <= 1,
    "at most one of json, includes and text",
  ),
  save: texts.optional(),
  waitMilliseconds: z.int().min(1).max(20_000).optional(),
  withinMilliseconds: z.int().min(1).max(20_000).optional(),
  refused: z.boolean().optional(),
});

const setupShape = z.strictObject({
  method: z.enum(["PUT", "POST", "PATCH", "DELETE"]),
  path: z.string().regex(/^\/v1\//),
  json: z.unknown().optional(),
  save: texts.optional(),
  mayStand: z.boolean().optional(),
});

const flowShape = z.strictObject({
  title: z.string().min(10),
  source: z.string().min(10).optional(),
  setup: z.array(setupShape).optional(),
  steps: z.array(stepShape).min(1),
});

/** A file of vectors/compat/<id>/, see vectors/compat/README.md. */
export const vectorShape = z.strictObject({
  system: z.string(),
  source: z.string().min(10),
  flows: z.array(flowShape).min(1),
});

/** Calls in order, on names of their own. */
export type Flow = z.infer<typeof flowShape>;
/** One call of API v1 before the first step. */
export type Setup = z.infer<typeof setupShape>;
/** One call and its answer. */
export type Step = z.infer<typeof stepShape>;
/** A call as vectors write it down. */
export type CompatRequest = z.infer<typeof requestShape>;
/** The answer that a call must get. */
export type CompatExpected = z.infer<typeof answerShape>;
