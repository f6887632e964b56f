import { z } from "zod";
import { isReservedApplicationName, isReservedStreamId } from "../http/reserved-words.ts";
import {
  APPLICATION_NAME_RULE,
  isApplicationName,
  isNameSegment,
  isRegisteredStreamId,
  REGISTERED_STREAM_ID_RULE,
  SEGMENT_RULE,
} from "../lib/names.ts";
import { noted } from "./setting-notes.ts";

const TITLE = /^(?! )[^\p{Cc}\p{Cf}]{1,256}(?<! )$/u;
const STREAM_NAME_RULE = "application/stream, as it is registered";

/** The form of an application's name; whether it is reserved is another question. */
export const applicationNameForm = z.stringFormat("application-name", isApplicationName);

/** An application's name that no route has. */
export const applicationName = noted(
  applicationNameForm.refine(name => !isReservedApplicationName(name), { error: "is a reserved word" }),
  { allowed: APPLICATION_NAME_RULE },
);

/** The form of a registered stream's id; whether it is reserved is another question. */
export const streamIdForm = z.stringFormat("stream-id", isRegisteredStreamId);

/** A registered stream's id that no route has. */
export const streamId = noted(
  streamIdForm.refine(id => !isReservedStreamId(id), { error: "is or contains a reserved word" }),
  { allowed: REGISTERED_STREAM_ID_RULE },
);

/** A stream's full name: `vod/clip`. */
export const streamName = noted(
  z.stringFormat("stream-name", text => {
    const slash = text.indexOf("/");
    return (
      isApplicationName(text.slice(0, Math.max(slash, 0))) && isRegisteredStreamId(text.slice(slash + 1))
    );
  }),
  { allowed: STREAM_NAME_RULE },
);

/** The id of a group. */
export const groupId = noted(z.stringFormat("group", isNameSegment), { allowed: SEGMENT_RULE });

/** Another name of a stream. */
export const aliasName = z.stringFormat("alias", isNameSegment);

/** What people read. */
export const title = noted(z.stringFormat("title", TITLE), {
  description: "What people read instead of the name.",
  allowed: "1 to 256 characters without control characters and without a space at either end",
  defaultText: "none",
});
