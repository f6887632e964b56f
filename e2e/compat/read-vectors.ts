import { existsSync, readdirSync, readFileSync } from "node:fs";
import { type Flow, vectorShape } from "./vector-shape.ts";

const folder = new URL("../../vectors/compat/", import.meta.url);

/** A flow, and the file that it is from. */
export type FiledFlow = Flow & { readonly file: string };

/** The systems that have a folder in vectors/compat. */
export function vectorSystems(): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry =>
    entry.isDirectory() ? [entry.name] : [],
  );
}

/** The files of one system, by name; none for a system without a folder. */
export function vectorFiles(system: string): readonly string[] {
  const own = new URL(`${system}/`, folder);
  return existsSync(own)
    ? readdirSync(own)
        .filter(name => name.endsWith(".json") && name !== "behaviours.json")
        .toSorted()
    : [];
}

/** Reads one file. Throws at a shape that the README does not describe, or at another system's name. */
export function readVectors(system: string, file: string): readonly FiledFlow[] {
  const vectors = vectorShape.parse(JSON.parse(readFileSync(new URL(`${system}/${file}`, folder), "utf8")));
  if (vectors.system !== system) throw new Error(`${system}/${file} says it is of ${vectors.system}`);
  return vectors.flows.map(flow => ({ ...flow, file }));
}

/** Every flow of a system. */
export function readFlows(system: string): readonly FiledFlow[] {
  return vectorFiles(system).flatMap(file => readVectors(system, file));
}
