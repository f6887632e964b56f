import { z } from "zod";
import { isBaseUrl } from "./base-url.ts";
import { noted } from "./setting-notes.ts";

const MOST_EDGE_URLS = 16;

/** How a session is carried at the gateway. */
export const carriageSchema = z.enum(["path", "cookie", "query"]);

/** Where web servers that ask this server deliver media. */
export const edgeUrlsSchema = z
  .array(
    noted(z.stringFormat("uri", isBaseUrl), {
      allowed: "an http or https URL without query, fragment, user name or password",
      concealed: true,
    }),
  )
  .max(MOST_EDGE_URLS);
