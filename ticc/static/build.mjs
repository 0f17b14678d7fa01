// Builds what the pages load: the style sheet from the design system, and the one script library. Run by `make assets`.
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "..", "..", "node_modules");
const vendor = join(here, "vendor");

mkdirSync(vendor, { recursive: true });
const { css } = sass.compile(join(here, "styles", "ticc.scss"), { loadPaths: [modules], style: "compressed", quietDeps: true });
writeFileSync(join(vendor, "ticc.css"), css);
// The few icons that the style sheet names lie beside it.
for (const [, icon] of css.matchAll(/url\("?([\w-]+\.svg)"?\)/g)) {
  copyFileSync(join(modules, "nhsuk-frontend", "dist", "nhsuk", "assets", "images", icon), join(vendor, icon));
}
copyFileSync(join(modules, "htmx.org", "dist", "htmx.min.js"), join(vendor, "htmx.min.js"));
