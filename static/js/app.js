// What a page does besides loading. Everything here helps; nothing here is needed to do the work.
// Each file is one behaviour, with its own listeners on the document, so that swapped parts need no setting up.
// partner_center/web/assets.py sends them as one file, in this order.
import "./app/announce.js";
import "./app/focus.js";
import "./app/menus.js";
import "./app/pickers.js";
import "./app/forms.js";
import "./app/dialog.js";
import "./app/masks.js";
import "./app/tables.js";
import "./app/filters.js";
import "./app/copy.js";
import "./app/prepare.js";
import "./app/swaps.js";
import "./app/keeping.js";
import "./app/language.js";
import "./app/shortcuts.js";
import "./app/leaving.js";
import "./app/session.js";
import "./app/offline.js";
import "./app/echo.js";
import "./app/choice.js";
import { prepare } from "./app/prepare.js";
import { takeFocus } from "./app/focus.js";

prepare(document);
takeFocus(document);
// A page that answered a POST is left and loaded again as the GET of its address: nothing is sent twice, nothing asked.
history.replaceState(history.state, "");
