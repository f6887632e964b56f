import { storedOrganization } from "../../registry/from-store.ts";
import type { StoredObject } from "../../store/objects.ts";
import { type OrganizationView, organizationView } from "./organization-view.ts";

/** The organization among objects that were just written, as the API shows it. */
export function writtenOrganization(objects: readonly StoredObject[]): OrganizationView {
  const object = objects.find(({ kind }) => kind === "organization");
  if (!object) throw new Error("no organization was written");
  return organizationView(storedOrganization(object));
}
