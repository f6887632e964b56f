import { offerPart } from "../part.ts";
import { attachWhep } from "./whep.ts";

// The whole of assets/player-whep.js.
offerPart("whep", attachWhep);
