import type { OpenAPIV3_1 } from "openapi-types";
import type { Operation } from "../testing/list-operations.ts";
import type { CaseRequest } from "./case-request.ts";
import type { DocumentValidator } from "./document-validator.ts";

type Parameter = OpenAPIV3_1.ParameterObject;

/** What the document forbids of a request that the server has taken, in words; empty: nothing. */
export function judgeRequest(
  validate: DocumentValidator,
  { id, documented }: Operation,
  request: CaseRequest,
): readonly string[] {
  const { requestBody, parameters = [] } = documented;
  const known = parameters.filter(parameter => "in" in parameter);
  const faults = [
    ...bodyFaults(validate, requestBody, request),
    ...known.flatMap(parameterFaults(validate, request)),
  ];
  return faults.map(fault => `${id}: the request's ${fault}`);
}

function bodyFaults(
  validate: DocumentValidator,
  documented: Operation["documented"]["requestBody"],
  { body }: CaseRequest,
): readonly string[] {
  const schema =
    documented && "content" in documented ? documented.content["application/json"]?.schema : undefined;
  if (schema === undefined) return body === undefined ? [] : ["body is not documented"];
  return validate(schema, body).map(fault => `body${fault}`);
}

function parameterFaults(validate: DocumentValidator, { path = {}, query = {}, headers = {} }: CaseRequest) {
  const given: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { path, query, header: headers };
  return ({ in: place, name, required, schema = {} }: Parameter): readonly string[] => {
    const value = given[place]?.[name];
    if (value === undefined) return required === true ? [`${place} lacks ${name}`] : [];
    const isNumber = "type" in schema && (schema.type === "integer" || schema.type === "number");
    return validate(schema, isNumber ? Number(value) : value).map(fault => `${place} ${name}${fault}`);
  };
}
