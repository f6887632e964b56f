import type { Operation } from "../testing/list-operations.ts";
import type { CaseRequest } from "./case-request.ts";
import { contractCases } from "./cases/index.ts";
import type { Case, OperationCases } from "./contract-case.ts";
import type { ContractWorld, Reply } from "./contract-world.ts";
import type { Fault } from "./failing-store.ts";
import { formCases } from "./form-cases.ts";

/** One status of an operation, and how to be answered so. */
export interface RunnableCase {
  readonly status: number;
  send(world: ContractWorld): Promise<{ readonly request: CaseRequest; readonly reply: Reply }>;
}

const FAULTS: Readonly<Record<number, Fault>> = { 500: "broken", 503: "unavailable" };

/** Every case of an operation: those that are given, and for its other documented statuses those of its form. */
export function casesOf(operation: Operation): readonly RunnableCase[] {
  const given: OperationCases = contractCases[operation.id] ?? {};
  const good = Object.entries(given).find(([status]) => Number(status) < 300)?.[1];
  if (good === undefined) return [];
  const derived = operation.answers.flatMap(({ status }) => {
    const form = formCases[status];
    if (status in given || form === undefined || !form.applies(operation)) return [];
    const one: Case = async world => form.change(await prepared(world, firstOf(good)), operation, world);
    return [runnable(operation, status, one)];
  });
  const own = Object.entries(given).flatMap(([status, cases]) =>
    allOf(cases).map(one => runnable(operation, Number(status), one)),
  );
  return [...derived, ...own];
}

function runnable(operation: Operation, status: number, one: Case): RunnableCase {
  const fault = FAULTS[status];
  return {
    status,
    async send(world) {
      const request = await prepared(world, one);
      if (fault === undefined) return { request, reply: await world.send(operation, request) };
      world.fail(fault, "commands");
      const reply = await world.send(operation, request);
      // A route that asks nothing of the store itself fails where its key is looked up.
      world.fail(fault, "everything");
      const last = reply.status < 300 ? await world.send(operation, request) : reply;
      world.fail(undefined, "everything");
      return { request, reply: last };
    },
  };
}

/** The request of a case, once all that it needs is there. */
async function prepared(world: ContractWorld, one: Case): Promise<CaseRequest> {
  return typeof one === "function" ? one(world) : one;
}

function allOf(cases: Case | readonly Case[]): readonly Case[] {
  return isList(cases) ? cases : [cases];
}

function firstOf(cases: Case | readonly Case[]): Case {
  const [first] = allOf(cases);
  if (first === undefined) throw new Error("a list of cases is empty");
  return first;
}

function isList(cases: Case | readonly Case[]): cases is readonly Case[] {
  return Array.isArray(cases);
}
