// Compiles what the browser is sent into build/assets, which git ignores.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compile } from "sass";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const out = join(root, "build", "assets", "holdfast");
const modules = join(root, "node_modules");
const fonts = join(modules, "@fontsource-variable", "atkinson-hyperlegible-next", "files");

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const sheet = compile(join(root, "assets", "scss", "holdfast.scss"), {
  loadPaths: [modules],
  style: "compressed",
  quietDeps: true,
});
writeFileSync(join(out, "holdfast.css"), sheet.css);

await build({
  entryPoints: [join(root, "assets", "js", "holdfast.js")],
  outfile: join(out, "holdfast.js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2020",
  legalComments: "none",
});
cpSync(join(root, "assets", "js", "ready.js"), join(out, "ready.js"));
cpSync(join(root, "assets", "images"), join(out, "images"), { recursive: true });
cpSync(fonts, join(out, "fonts"), { recursive: true });
