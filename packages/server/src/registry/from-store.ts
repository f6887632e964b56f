import { antmediaSettingsSchema } from "../declarations/antmedia-settings-schema.ts";
import { buildApplication } from "../declarations/build-application.ts";
import { buildStream } from "../declarations/build-stream.ts";
import { originSchema } from "../declarations/origin-schema.ts";
import {
  antmediaSecretContext,
  headerContext,
  originSecretContext,
  type StoredApplication,
  storedApplicationSchema,
  storedGroupSchema,
  storedOrganizationSchema,
  storedStreamSchema,
} from "../declarations/stored-schema.ts";
import type { StoredObject } from "../store/objects.ts";
import { DEMO, demoApplication, FIRST_ORGANIZATION } from "./built-in.ts";
import type {
  Declared,
  DeclaredApplication,
  DeclaredGroup,
  DeclaredOrganization,
  DeclaredStream,
} from "./declared.ts";
import { applicationOf } from "./from-declaration.ts";

/** Opens a sealed text; throws when it was sealed under another key. */
export type OpenSealed = (sealed: string, context: string) => string;

/** A stored object that cannot be used; the message says why and quotes nothing. */
export class UnusableObject extends Error {
  override readonly name = "UnusableObject";
}

/**
 * The application of a stored object. Without its origin, and with a warning, when the origin's secrets do not open: it
 * can be given them again. Throws UnusableObject.
 */
export function storedApplication(
  object: StoredObject,
  openSealed: OpenSealed,
  warn: (text: string) => void,
): DeclaredApplication {
  const parsed = storedApplicationSchema.safeParse(object.document);
  if (!parsed.success) throw notReadable(object);
  const { settings, origin_by_operator = false, built_in } = parsed.data;
  const { organization, id } = object;
  const origin = openOrigin(object, parsed.data, openSealed);
  if (settings.origin && !origin) {
    warn(`the application ${id} has no origin: its secrets do not open with this master key`);
  }
  // Folders in the store are absolute.
  const antmedia = openAntmedia(object, parsed.data, openSealed, warn);
  const declaration = buildApplication(id, { ...settings, origin, antmedia }, "/");
  const application = applicationOf(organization, declaration, origin_by_operator);
  const isDemo = built_in === true && organization === FIRST_ORGANIZATION && id === DEMO;
  if (built_in && !isDemo) throw notReadable(object);
  return declaredAs(object, isDemo ? { ...application, origin: demoApplication.origin } : application);
}

const knownStreams = new WeakMap<StoredObject, DeclaredStream>();

/** The stream of a stored object, read once for as long as the object is kept. Throws UnusableObject. */
export function storedStream(object: StoredObject): DeclaredStream {
  const known = knownStreams.get(object);
  if (known) return known;
  const stream = readStream(object);
  knownStreams.set(object, stream);
  return stream;
}

function readStream(object: StoredObject): DeclaredStream {
  const parsed = storedStreamSchema.safeParse(object.document);
  if (!parsed.success) throw notReadable(object);
  const id = object.id.slice(object.id.indexOf("/") + 1);
  const stream = buildStream(id, parsed.data.settings);
  return { ...declaredAs(object, stream), name: object.id, groupDeclaredIn: undefined };
}

/** The group of a stored object. Throws UnusableObject. */
export function storedGroup(object: StoredObject): DeclaredGroup {
  const parsed = storedGroupSchema.safeParse(object.document);
  if (!parsed.success) throw notReadable(object);
  return declaredAs(object, { id: object.id, title: parsed.data.settings.title });
}

/** The organization of a stored object. Throws UnusableObject. */
export function storedOrganization(object: StoredObject): DeclaredOrganization {
  const parsed = storedOrganizationSchema.safeParse(object.document);
  if (!parsed.success) throw notReadable(object);
  return declaredAs(object, { code: object.id, title: parsed.data.settings.title });
}

function declaredAs<T>(object: StoredObject, value: T): Declared<T> {
  const { version, document, createdAtSeconds, updatedAtSeconds } = object;
  return { value, version, document, declaredIn: undefined, createdAtSeconds, updatedAtSeconds };
}

function openOrigin(
  { organization, id }: StoredObject,
  { settings: { origin }, sealed_headers, sealed_secrets }: StoredApplication,
  openSealed: OpenSealed,
): StoredApplication["settings"]["origin"] {
  if (origin === undefined) return origin;
  try {
    const headers = opened(sealed_headers, (name, text) =>
      openSealed(text, headerContext(organization, id, name)),
    );
    const secrets = opened(sealed_secrets, (field, text) =>
      openSealed(text, originSecretContext(organization, id, field)),
    );
    // What was sealed was checked before; it is checked again with the rest as one origin.
    return originSchema.parse({ ...origin, ...secrets, ...(headers && { headers }) });
  } catch {
    return undefined;
  }
}

/** A secret that does not open is none: what is asked for with it is refused until it is given again. */
function openAntmedia(
  { organization, id }: StoredObject,
  { settings: { antmedia }, sealed_antmedia }: StoredApplication,
  openSealed: OpenSealed,
  warn: (text: string) => void,
): StoredApplication["settings"]["antmedia"] {
  try {
    const secrets = opened(sealed_antmedia, (name, text) =>
      openSealed(text, antmediaSecretContext(organization, id, name)),
    );
    return secrets ? antmediaSettingsSchema.parse({ ...antmedia, ...secrets }) : antmedia;
  } catch {
    warn(`the secrets of the antmedia settings of ${id} do not open with this master key: give them again`);
    return antmedia;
  }
}

function opened(
  sealed: Readonly<Record<string, string>> | undefined,
  open: (name: string, text: string) => string,
): Readonly<Record<string, string>> | undefined {
  return sealed && Object.fromEntries(Object.entries(sealed).map(([name, text]) => [name, open(name, text)]));
}

function notReadable({ kind, id }: StoredObject): UnusableObject {
  return new UnusableObject(`the ${kind} ${id} in the database cannot be read by this version`);
}
