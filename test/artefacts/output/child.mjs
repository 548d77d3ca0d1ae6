/**
 * Builds in a process of its own: node child.mjs <root> <builds as JSON> [uid]
 *
 * Prints one line of JSON for each build; `-` reads the builds from stdin. A build has files, or many of a size.
 * `killAt: n` kills this process at its n-th change to the file system after the last artefact; `blockAfter: n` prints
 * `blocked` and waits forever after n artefacts; `rivals` are at work in the same folder, so that nobody may look at it
 * yet.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { write } from '../../../dist/src/artefacts/output/write.js';
import { check } from '../../../dist/src/artefacts/output/check.js';

const [root, builds, uid] = process.argv.slice(2);
if (uid !== undefined && uid !== '') {
  process.setgid(Number(uid));
  process.setuid(Number(uid));
}
for (const build of JSON.parse(builds === '-' ? fs.readFileSync(0, 'utf8') : builds)) {
  const outcome = await (build.check ? check : write)(root, artefacts(build)).then(
    (report) => ({ report }),
    ({ message, details, next, exit, cause }) => ({
      error: { text: [message, ...details, next].join('\n'), exit, cause: cause?.code },
    }),
  );
  console.log(JSON.stringify(build.rivals ? outcome : { ...outcome, after: snapshot() }));
}

async function* artefacts({ files = {}, many = { count: 0, size: 0 }, killAt, blockAfter }) {
  let count = 0;
  for (const [path, content] of Object.entries(files)) {
    if (count === blockAfter) {
      fs.writeSync(1, 'blocked\n');
      await new Promise(() => setInterval(() => {}, 1000));
    }
    yield { path, content };
    count += 1;
  }
  for (let n = 0; n < many.count; n += 1) {
    yield { path: `many/${n}.json`, content: `${n} `.padEnd(many.size, 'x') };
  }
  if (killAt !== undefined) killAtChange(killAt);
}

function killAtChange(number) {
  // The first call loads code that would hold on to the functions below.
  fs.rmSync('/does/not/exist', { recursive: true, force: true });
  let changes = 0;
  for (const name of ['renameSync', 'linkSync', 'mkdirSync', 'rmdirSync', 'rmSync', 'unlinkSync', 'writeFileSync']) {
    const original = fs[name];
    fs[name] = (...parameters) => {
      changes += 1;
      if (changes === number) process.kill(process.pid, 'SIGKILL');
      return original(...parameters);
    };
  }
  syncBuiltinESMExports();
}

function snapshot() {
  const found = {};
  for (const path of fs.readdirSync(root, { recursive: true }).toSorted()) {
    const stats = fs.lstatSync(join(root, path));
    const large = stats.size > 1000 ? `${stats.size} bytes` : undefined;
    found[path] = stats.isDirectory() ? '/' : (large ?? fs.readFileSync(join(root, path), 'utf8'));
  }
  return found;
}
