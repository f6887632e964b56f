import { isMediaPath } from "../compat/antmedia/media-address.ts";
import { createMediaDoor, type MediaDoorDependencies } from "../compat/antmedia/media-door.ts";
import { answerEntry } from "../gateway/entry.ts";
import type { GatewayDependencies } from "../gateway/gateway-request.ts";
import { renderRefusal } from "../gateway/render-refusal.ts";
import type { Door } from "./route-requests.ts";

/** The doors of addresses inside an application: media as other systems address it, then `others`. */
export function composeMediaAddresses(
  gateway: GatewayDependencies & Pick<MediaDoorDependencies, "refuseRequest">,
  others: (path: string) => Door | undefined,
): (path: string) => Door | undefined {
  const door = createMediaDoor({
    ...gateway,
    enter: entry => answerEntry(gateway, entry),
    renderRefusal: (request, response, refusal) =>
      renderRefusal(request, response, refusal, gateway.refusalPage),
  });
  return path => (isMediaPath(path) ? door : others(path));
}
