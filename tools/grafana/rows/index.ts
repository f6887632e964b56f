import type { Row } from "../panel.ts";
import { access } from "./access.ts";
import { api } from "./api.ts";
import { media } from "./media.ts";
import { mediaServers } from "./media-servers.ts";
import { overview } from "./overview.ts";
import { process } from "./process.ts";
import { store } from "./store.ts";

/** The rows of the board, from above. To add one: its file, and one line here. */
export const rows: readonly Row[] = [overview, access, media, mediaServers, api, store, process];
