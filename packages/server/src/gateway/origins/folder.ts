import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { readPart, streamPart, WHOLE_READ_LIMIT_BYTES } from "./file-body.ts";
import { type FolderFile, openFolderFile } from "./folder-file.ts";
import { innerPath } from "./inner-path.ts";
import { mediaTypeOfPath } from "./media-types.ts";
import type { Origin, OriginReply, OriginRequest } from "./origin.ts";
import { type Representation, select } from "./selection.ts";
import { unavailable } from "./unavailable.ts";

const NANOSECONDS_PER_MILLISECOND = 1_000_000n;

/** Settings of a folder origin. */
export interface FolderOriginOptions {
  /** The folder with the media; it may itself be a link, and may appear later. */
  readonly root: string;
}

/**
 * Media from a folder: regular files with a media extension, nothing else. Dot files, what links lead to outside the
 * folder, folders and devices are `media-not-found`. Serves ranges (RFC 9110 section 14) and revalidation by ETag
 * (size and modification time). An aborted request, or a disk that fails, is `origin-error`.
 */
export function folderOrigin({ root }: FolderOriginOptions): Origin {
  return {
    kind: "folder",
    open: request => openMedia(root, request),
    close: () => Promise.resolve(),
  };
}

async function openMedia(root: string, request: OriginRequest): Promise<OriginReply> {
  const segments = innerPath(request.path);
  if (segments === undefined || segments.some(segment => segment.startsWith("."))) {
    return unavailable("media-not-found");
  }
  const contentType = mediaTypeOfPath(request.path);
  if (contentType === undefined) return refuseName(segments.at(-1) ?? "");
  try {
    const realRoot = await realRootOf(root);
    const file = realRoot && (await openFolderFile(realRoot, join(realRoot, ...segments)));
    return file ? await answer(request, file, contentType) : unavailable("media-not-found");
  } catch (error) {
    return unavailable("origin-error", codeOf(error));
  }
}

/** The file system's code alone: its message holds the whole path. */
function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Judged by the name alone, so that the answer does not tell which other files are there. */
function refuseName(name: string): OriginReply {
  return unavailable(name.includes(".") ? "media-type-refused" : "media-not-found");
}

/** Looked up each time: a root that is a link may be pointed at a new folder while the server runs. */
async function realRootOf(root: string): Promise<string | undefined> {
  try {
    return await realpath(root);
  } catch {
    return undefined;
  }
}

async function answer(request: OriginRequest, file: FolderFile, contentType: string): Promise<OriginReply> {
  const selection = select(request, represent(file, contentType));
  if ("outcome" in selection || selection.bytes === undefined || request.signal.aborted) {
    await file.handle.close();
    if (request.signal.aborted) return unavailable("origin-error");
    return "outcome" in selection ? selection : selection.media;
  }
  const { media, bytes } = selection;
  if (bytes.length > WHOLE_READ_LIMIT_BYTES) {
    return { ...media, body: streamPart(file.handle, bytes, request.signal) };
  }
  const body = await readPart(file.handle, bytes);
  return body === undefined ? unavailable("origin-error") : { ...media, body };
}

function represent(file: FolderFile, contentType: string): Representation {
  const { totalBytes, modifiedNanoseconds } = file;
  return {
    contentType,
    totalBytes,
    etag: `"${totalBytes.toString(16)}-${modifiedNanoseconds.toString(16)}"`,
    lastModified: new Date(Number(modifiedNanoseconds / NANOSECONDS_PER_MILLISECOND)).toUTCString(),
  };
}
