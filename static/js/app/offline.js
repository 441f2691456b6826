// The network went, or came back.
import { bar, words } from "./announce.js";

addEventListener("offline", () => bar("warning", words.offline));
addEventListener("online", () => bar("success", words.online));
