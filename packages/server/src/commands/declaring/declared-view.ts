import type { Declared } from "../../registry/declared.ts";

/** Where a declared thing stands, and how old it is. */
export function declaredView(declared: Omit<Declared<unknown>, "value">) {
  return {
    declared_in: declared.declaredIn ?? null,
    created_at: declared.createdAtSeconds ?? null,
    updated_at: declared.updatedAtSeconds ?? null,
    version: declared.version,
  };
}
