import { offerPart } from "../part.ts";
import { attachDash } from "./dash.ts";

// The whole of assets/player-dash.js.
offerPart("dash", attachDash);
