import { answerHeaders } from "../openapi/describe-answers.ts";
import type { OpenApiDocument } from "../openapi/document-type.ts";
import type { Answer, Operation } from "../testing/list-operations.ts";
import type { Reply } from "./contract-world.ts";
import type { DocumentValidator } from "./document-validator.ts";

/** What is wrong with a reply by the document, in words: status, media type, body and headers. Empty: nothing. */
export function judgeAnswer(
  validate: DocumentValidator,
  document: OpenApiDocument,
  { id, answers }: Operation,
  reply: Reply,
): readonly string[] {
  const where = `${id} ${reply.status}`;
  const answer = answers.find(({ status }) => status === reply.status);
  if (answer === undefined) return [`${where} is not documented: ${reply.text}`];
  const faults = [
    ...bodyFaults(validate, answer, reply),
    ...headerFaults(validate, document, answer, reply),
    ...doubleFaults(answer, reply),
  ];
  return faults.map(fault => `${where}: ${fault}`);
}

function bodyFaults(
  validate: DocumentValidator,
  { types, documented }: Answer,
  { headers, text }: Reply,
): readonly string[] {
  if (types.length === 0) return text === "" ? [] : [`has a body: ${text}`];
  const [type = ""] = String(headers["content-type"]).split(";");
  if (!types.includes(type)) return [`is ${type}, which is not documented`];
  const schema = documented.content?.[type]?.schema;
  if (schema === undefined) return [`documents no schema for ${type}`];
  const body: unknown = isJson(type) ? JSON.parse(text) : text;
  return validate(schema, body).map(fault => `body${fault}: ${text}`);
}

function headerFaults(
  validate: DocumentValidator,
  { components }: OpenApiDocument,
  answer: Answer,
  { headers }: Reply,
): readonly string[] {
  return Object.keys(answerHeaders).flatMap(name => {
    const value = headers[name.toLowerCase()];
    const header = components?.headers?.[name];
    if (header === undefined || "$ref" in header) return [`documents no header ${name}`];
    if (!answer.headers.includes(name)) return value === undefined ? [] : [`has ${name}, not documented`];
    if (value === undefined) return header.required === true ? [`lacks ${name}`] : [];
    const { schema = {} } = header;
    const read = "type" in schema && schema.type === "integer" ? Number(value) : value;
    return validate(schema, read).map(fault => `${name}${fault}: ${value}`);
  });
}

/** Lines of JSON are a text. */
const isJson = (type: string): boolean => /[/+]json$/.test(type);

/** What headers and body say twice must be the same. */
function doubleFaults(answer: Answer, { headers, text }: Reply): readonly string[] {
  if (!answer.types.some(isJson)) return [];
  const body: unknown = JSON.parse(text);
  if (typeof body !== "object" || body === null) return [];
  const faults: string[] = [];
  if (answer.status >= 400 && "ref" in body && headers["sluice-ref"] !== body.ref)
    faults.push("Sluice-Ref is not ref");
  if (answer.headers.includes("ETag") && "version" in body && headers.etag !== `"${body.version}"`) {
    faults.push("ETag is not version");
  }
  return faults;
}
