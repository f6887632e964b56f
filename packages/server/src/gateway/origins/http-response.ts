import type { IncomingHttpHeaders } from "node:http";
import { OriginBody } from "./origin-body.ts";

/** What an HTTP origin answered. */
export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  /** A small body of a 200 or 206 whose length the origin has said, and the empty one of a head, is all there; others come. */
  readonly body: Buffer | OriginBody;
}

/** Lets go of a response whose body nobody wants: a short one is read to keep the connection, a long one is cut. */
export function discard({ body }: HttpResponse): void {
  if (body instanceof OriginBody) body.letGo();
}
