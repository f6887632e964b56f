import type { DeclaredOrganization } from "../../registry/declared.ts";

/** An organization as the API shows it. */
export function organizationView({
  value,
  version,
  createdAtSeconds,
  updatedAtSeconds,
}: DeclaredOrganization) {
  return {
    code: value.code,
    title: value.title ?? null,
    created_at: createdAtSeconds ?? null,
    updated_at: updatedAtSeconds ?? null,
    version,
  };
}

/** An organization as the API shows it. */
export type OrganizationView = ReturnType<typeof organizationView>;
