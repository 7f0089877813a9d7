// Bundles the two libraries of the browser's side into web/vendor, with what stands beside them: README.md
// (package, version, licence, SHA-256) and LICENSES.txt. It knows no module of ours. Run by `make vendor`,
// after the versions in package.json have changed; tests/test_vendor.py holds the result against the lock.

import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const vendor = join(root, "web", "vendor");

/** Each bundle's file name and what it exports; web/vendor/*.d.ts say the same to the type checker. */
const bundles = {
  "preact.js": `
    import htm from "htm";
    import { h } from "preact";
    export { Fragment, h, render } from "preact";
    export {
      useCallback, useEffect, useErrorBoundary, useId, useLayoutEffect, useMemo, useRef, useState,
    } from "preact/hooks";
    export {
      batch, computed, effect, signal, untracked, useComputed, useSignal, useSignalEffect,
    } from "@preact/signals";
    export const html = htm.bind(h);
  `,
  "socket.io.js": `export { io } from "socket.io-client";`,
};

/**
 * The package that a bundled file belongs to: "@preact/signals" of
 * "node_modules/@preact/signals/dist/signals.mjs".
 */
function packageOf(input) {
  return input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/)?.[1];
}

/** Name, version, licence and licence text of an installed package. */
async function describe(name) {
  const home = join(root, "node_modules", name);
  const { version, license } = JSON.parse(await readFile(join(home, "package.json"), "utf8"));
  const file = (await readdir(home)).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} comes without a licence text`);
  return { name, version, license, text: (await readFile(join(home, file), "utf8")).trim() };
}

/** Writes one bundle; gives the SHA-256 of its bytes and the packages that went into it, in order. */
async function bundle(file, contents) {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: root },
    absWorkingDir: root,
    banner: {
      js: "/* Made by `make vendor`; names, versions and licences: README.md, LICENSES.txt */",
    },
    bundle: true,
    charset: "utf8",
    format: "esm",
    legalComments: "none",
    metafile: true,
    minify: true,
    platform: "browser",
    target: "es2022",
    write: false,
  });
  const [{ contents: bytes }] = outputFiles;
  await writeFile(join(vendor, file), bytes);
  const [{ inputs }] = Object.values(metafile.outputs);
  const used = Object.keys(inputs).filter((input) => inputs[input].bytesInOutput > 0);
  const packages = [...new Set(used.map(packageOf))].filter((name) => name !== undefined).sort();
  return { file, packages, sha256: createHash("sha256").update(bytes).digest("hex") };
}

const made = await Promise.all(Object.entries(bundles).map(([file, text]) => bundle(file, text)));
const names = [...new Set(made.flatMap(({ packages }) => packages))].sort();
const described = await Promise.all(names.map(describe));

const readme = `# What the browser is given that others wrote

Made by \`make vendor\` from the packages that package-lock.json fixes; not to be edited. A test re-hashes the
files and compares the versions. The licence texts are in LICENSES.txt; the types in *.d.ts are for the type
checker alone.

| file | sha256 |
| --- | --- |
${made.map(({ file, sha256 }) => `| \`${file}\` | \`${sha256}\` |`).join("\n")}

| package | version | licence | in |
| --- | --- | --- | --- |
${described
  .map(({ name, version, license }) => {
    const files = made.filter(({ packages }) => packages.includes(name)).map(({ file }) => file);
    return `| ${name} | ${version} | ${license} | \`${files.join("`, `")}\` |`;
  })
  .join("\n")}
`;
await writeFile(join(vendor, "README.md"), readme);

const rule = "-".repeat(100);
const licences = described.map(({ name, version, text }) => `${name} ${version}\n\n${text}\n`);
await writeFile(join(vendor, "LICENSES.txt"), licences.join(`\n${rule}\n\n`));
