#!/usr/bin/env node
// The program as `npx dashboards` finds it. The rest is compiled from src by `npm run build`.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`dashboards needs Node.js 20.19 or later; this is ${process.versions.node}.\n`);
  process.exit(2);
}
try {
  const { main } = await import('../dist/src/cli.js');
  await main(process.argv);
} catch (error) {
  if (error?.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  process.stderr.write('dashboards is not compiled yet.\nNext: npm ci && npm run build\n');
  process.exitCode = 2;
}
