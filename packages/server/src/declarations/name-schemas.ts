import { z } from "zod";
import { isReservedApplicationName, isReservedStreamId } from "../http/reserved-words.ts";
import {
  APPLICATION_NAME,
  APPLICATION_NAME_RULE,
  NAME_SEGMENT,
  REGISTERED_STREAM_ID,
  REGISTERED_STREAM_ID_RULE,
  SEGMENT_RULE,
} from "../lib/names.ts";
import { holdsCredential } from "../lib/redact.ts";
import { noted } from "./setting-notes.ts";

const TITLE = /^(?! )[^\p{Cc}\p{Cf}]{1,256}(?<! )$/u;
const STREAM_NAME = new RegExp(
  `${APPLICATION_NAME.source.slice(0, -1)}/${REGISTERED_STREAM_ID.source.slice(1)}`,
);
const STREAM_NAME_RULE = "application/stream, as it is registered";

/** Names stand in logs and lists: one that is a credential by mistake must not become one. */
function name(form: RegExp) {
  return z
    .string()
    .regex(form)
    .refine(text => !holdsCredential(text), { error: "looks like a credential" });
}

/** The form of an application's name; whether it is reserved is another question. */
export const applicationNameForm = name(APPLICATION_NAME);

/** An application's name that no route has. */
export const applicationName = noted(
  applicationNameForm.refine(name => !isReservedApplicationName(name), { error: "is a reserved word" }),
  { allowed: APPLICATION_NAME_RULE },
);

/** The name of a media server. */
export const serverName = noted(applicationNameForm, {
  allowed: "1 to 64 of A-Z a-z 0-9 _ -, the first a letter or digit",
});

/** The form of a registered stream's id; whether it is reserved is another question. */
export const streamIdForm = name(REGISTERED_STREAM_ID);

/** A registered stream's id that no route has. */
export const streamId = noted(
  streamIdForm.refine(id => !isReservedStreamId(id), { error: "is or contains a reserved word" }),
  { allowed: REGISTERED_STREAM_ID_RULE },
);

/** A stream's full name: `vod/clip`. */
export const streamName = noted(z.string().regex(STREAM_NAME), { allowed: STREAM_NAME_RULE });

/** The id of a group. */
export const groupId = noted(name(NAME_SEGMENT), { allowed: SEGMENT_RULE });

/** Another name of a stream. */
export const aliasName = name(NAME_SEGMENT).refine(alias => !isReservedStreamId(alias), {
  error: "is a reserved word",
});

/** The code of an organization; whether it is reserved is another question. */
export const organizationCode = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);

/** What people read. */
export const title = noted(name(TITLE), {
  description: "What people read instead of the name.",
  allowed: "1 to 256 characters without control characters and without a space at either end",
  defaultText: "none",
});
