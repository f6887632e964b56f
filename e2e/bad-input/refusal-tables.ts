import { readdirSync, readFileSync } from "node:fs";
import type { RawHeader } from "./raw-request.ts";

/** One line of a refusal table; vectors/refusals/README.md says what each key means. */
export interface RefusalCase {
  readonly target: string;
  readonly method?: string;
  readonly headers?: readonly RawHeader[];
  readonly credential?: string;
  readonly status: number;
  readonly reason: string;
  /** The reason on a page, where it differs. */
  readonly page?: string;
  readonly why: string;
}

/** One table of vectors/refusals. */
export interface RefusalTable {
  readonly name: string;
  readonly why: string;
  /** False: a browser gets the player page, which refuses later. */
  readonly pages: boolean;
  readonly cases: readonly RefusalCase[];
}

const folder = new URL("../../vectors/refusals/", import.meta.url);

/** The tables of the gateway. */
export function gatewayTables(): readonly RefusalTable[] {
  return readdirSync(folder)
    .filter(file => file.endsWith(".json") && !file.startsWith("api-"))
    .map(file => {
      const { pages = true, ...table } = read<Pick<RefusalTable, "why" | "cases"> & { pages?: boolean }>(
        file,
      );
      return { name: file.replace(".json", ""), pages, ...table };
    });
}

/** The lines of one table of the API. */
export function apiTable<T>(name: string): readonly T[] {
  return read<readonly T[]>(`api-${name}.json`);
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(file, folder), "utf8")) as T;
}
