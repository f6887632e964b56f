import { encodePath } from "../../lib/encode-path.ts";
import type { CompatRoute } from "../compat-system.ts";
import { answerOf, askViewer } from "./ask-viewer.ts";

/** What the key of an asset is called beside its manifest. */
const KEY_FILE = "aes_key";

/**
 * `GET /api/v1/{org}/assets/{asset}/aes_key/`, which their manifests name as the key of AES-128: leads whoever plays the asset to
 * the file `aes_key` in the stream's folder. A token alone opens no key: the session that it has made must run.
 */
export const aesKeyRoute: CompatRoute = {
  method: "GET",
  url: "/api/v1/:org/assets/:asset/aes_key/",
  scope: "open",
  async answer(dependencies, call) {
    const asked = await askViewer(dependencies, call, "return");
    return answerOf(asked, ({ facts }) => {
      const query = asked.text === undefined ? "" : `?access_token=${encodeURIComponent(asked.text)}`;
      const location = dependencies.urls.to(`${encodePath([...facts.stream.split("/"), KEY_FILE])}${query}`);
      return { status: 302, headers: { location } };
    });
  },
};
