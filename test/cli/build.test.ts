/** `dashboards build` on good and bad input, each in a folder of its own. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, afterAll, describe, expect, it } from 'vitest';
import {
  checkout,
  compile,
  contents,
  copyOfProject,
  dashboards,
  edit,
  put,
  run,
  start,
  temporaryFolder,
} from '../support/program.ts';
import { waitFor } from '../support/wait.ts';

const orders = 'grafana/dashboards/order-processing/order-processing-orders.json';
/** How many files a build writes, the list of them aside. */
const files = Object.keys(contents(join(checkout, 'provisioning'))).length - 1;

describe('build', () => {
  let out = '';
  beforeAll(() => {
    out = join(temporaryFolder(), 'provisioning');
  });

  it('writes the folder that is committed', () => {
    const { code, stderr, stdout } = dashboards(['build', '--out', out]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^created: grafana\/alerting\/none\.yaml$/m);
    expect(contents(out)).toEqual(contents(join(checkout, 'provisioning')));
  });

  it('touches nothing when nothing changed', () => {
    const before = Object.keys(contents(out)).map((path) => statSync(join(out, path)).mtimeMs);
    expect(dashboards(['build', '--out', out]).stdout).toMatch(
      new RegExp(`^0 written, 0 removed, ${files} unchanged$`, 'm'),
    );
    expect(Object.keys(contents(out)).map((path) => statSync(join(out, path)).mtimeMs)).toEqual(before);
  });

  it('--check finds no difference', () => {
    expect(dashboards(['build', '--check', '--out', out])).toEqual({
      code: 0,
      stdout: `0 different, ${files} up to date\n`,
      stderr: '',
    });
  });

  it('--check names each stale, missing and extra file and writes nothing', () => {
    writeFileSync(join(out, orders), '{}');
    rmSync(join(out, 'grafana/plugins/.gitkeep'));
    put(join(out, 'grafana/dashboards/mine.json'), '{"mine": true}');
    const before = contents(out);
    const { code, stdout, stderr } = dashboards(['build', '--check', '--out', out]);
    expect(code).toBe(1);
    expect(stdout.split('\n')).toEqual([
      `stale: ${orders}`,
      'missing: grafana/plugins/.gitkeep',
      'extra, not from a build: grafana/dashboards/mine.json',
      `3 different, ${files - 2} up to date`,
      '',
    ]);
    expect(stderr).toBe(
      `Next: npx dashboards build --out ${out}; move what is not from a build out of the folder, or delete it.\n`,
    );
    expect(contents(out)).toEqual(before);
  });

  it('mends them, leaves what it did not write, and says so', () => {
    const { code, stdout } = dashboards(['build', '--out', out, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      created: ['grafana/plugins/.gitkeep'],
      updated: [orders],
      removed: [],
      edited: [],
      foreign: ['grafana/dashboards/mine.json'],
      unchanged: files - 2,
    });
    expect(contents(out)['grafana/dashboards/mine.json']).toBe('{"mine": true}');
  });

  it('--check --json tells the same to a script', () => {
    expect(JSON.parse(dashboards(['build', '--check', '--json', '--out', out]).stdout)).toEqual({
      ok: false,
      stale: [],
      missing: [],
      extra: [],
      foreign: ['grafana/dashboards/mine.json'],
      unchanged: files,
    });
  });

  it('--check of the project itself says how to mend it', () => {
    const project = copyOfProject(true);
    const { code, stderr } = dashboards(['build', '--check'], project);
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'Next: npm run build, and commit what it changes.\n' });
    rmSync(project, { recursive: true });
  });

  it('refuses an --out that a script left empty', () => {
    expect(dashboards(['build', '--out', ''])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'Error: --out is empty.\nNext: Name the folder to write to, or leave --out away.\n',
    });
  });

  it.each([
    ['--check', /--watch does not go with --check\.\n.*exit code.*\nNext: /],
    ['--json', /--watch does not go with --json\.\n.*one object.*\nNext: /],
  ])('refuses --watch with %s, and says why', (option, message) => {
    const { code, stdout, stderr } = dashboards(['build', '--watch', option]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('refuses --watch where TypeScript is not installed, and says what to run', () => {
    const project = copyOfProject(true);
    rmSync(join(project, 'node_modules'));
    mkdirSync(join(project, 'node_modules'));
    for (const name of readdirSync(join(checkout, 'node_modules')).filter((each) => each !== 'typescript')) {
      symlinkSync(join(checkout, 'node_modules', name), join(project, 'node_modules', name));
    }
    const { code, stdout, stderr } = dashboards(['build', '--watch'], project);
    rmSync(project, { recursive: true });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Error: TypeScript is not installed, [\s\S]*\nNext: npm ci\n$/);
  });

  it('names fifty files of a kind at most', () => {
    const full = temporaryFolder();
    for (let number = 0; number < 60; number += 1) writeFileSync(join(full, `mine-${number}`), '');
    const { code, stdout } = dashboards(['build', '--out', full]);
    expect(code).toBe(0);
    expect(stdout.match(/^left, not from a build: mine-/gm)).toHaveLength(50);
    expect(stdout).toContain('left, not from a build: 10 more\n');
  });

  it('ends quietly when its reader goes away', () => {
    const program = join(checkout, 'bin', 'dashboards.js');
    const script = '("$0" "$1" build --check --out "$2"; echo "code $?" >&2) | true';
    const { stderr } = run('sh', ['-c', script, process.execPath, program, out], checkout);
    expect(stderr).toMatch(/code 1\n$/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('refuses a folder that cannot be', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const { code, stdout, stderr } = dashboards(['build', '--out', join(file, 'provisioning')]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(file);
    expect(stderr).toMatch(/\nNext: /);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('refuses a folder without permission with exit code 3', () => {
    // Even root may not create anything in /proc; as another user a folder without write permission does.
    const locked = temporaryFolder();
    chmodSync(locked, 0o555);
    const target = process.getuid?.() === 0 ? '/sys/dashboards' : join(locked, 'provisioning');
    const { code, stderr } = dashboards(['build', '--out', target]);
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining(target) });
    expect(stderr).toMatch(/\nNext: /);
  });

  it('leaves the folder as it was when the disk is full', (context) => {
    if (process.platform !== 'linux' || run('unshare', ['--mount', 'true'], '/').code !== 0) {
      context.skip('needs root and unshare, of the package util-linux');
    }
    const disk = temporaryFolder();
    const script = [
      'mount -t tmpfs -o size=24k tmpfs "$0" && cd "$0" && mkdir -p provisioning/grafana/dashboards',
      'echo mine > provisioning/grafana/dashboards/mine.json',
      '"$1" "$2" build --out provisioning; code=$?',
      'find . -type f; exit $code',
    ].join('\n');
    const program = join(checkout, 'bin', 'dashboards.js');
    const { code, stdout, stderr } = run(
      'unshare',
      ['--mount', 'sh', '-c', script, disk, process.execPath, program],
      '/',
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: './provisioning/grafana/dashboards/mine.json\n' });
    expect(stderr).toMatch(/no space left/i);
    expect(stderr).toMatch(/\nNext: /);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe('a definition that cannot be built', () => {
  let project = '';
  let before: ReturnType<typeof contents> = {};

  beforeAll(() => {
    project = copyOfProject(true);
    expect(dashboards(['build'], project).code).toBe(0);
    before = contents(join(project, 'provisioning'));
  });
  afterAll(() => rmSync(project, { recursive: true }));

  /** Builds a changed copy of the sources, in place of the good ones for one test. */
  function buildWith(changes: readonly (readonly [file: string, from: string, to: string])[]) {
    for (const [file, from, to] of changes) edit(project, file, from, to);
    try {
      const compiled = compile(project);
      expect(compiled.stdout).toBe('');
      return dashboards(['build'], project);
    } finally {
      for (const [file, from, to] of changes) edit(project, file, to, from);
    }
  }

  it.each([
    {
      what: 'throws while it is loaded',
      changes: [
        [
          'dashboards/orders.ts',
          'export function',
          "if (process.pid > 0) throw new Error('out of paint');\nexport function",
        ],
      ],
      says: [/dashboards\/orders\.ts cannot be built: out of paint/, /dashboards\/orders\.ts:\d+/],
    },
    {
      what: 'throws while it is built',
      changes: [
        ['dashboards/panels/orders.ts', "key: 'error-ratio',", "key: JSON.parse('{') === 1 ? 'x' : 'error-ratio',"],
      ],
      says: [/dashboards\/orders\.ts cannot be built: .*JSON/, /dashboards\/panels\/orders\.ts:\d+/],
    },
    {
      what: 'gives a query what it does not take',
      changes: [['dashboards/panels/orders.ts', "orders.weekOverWeek('1h')", "orders.weekOverWeek('0s')"]],
      says: [
        /dashboards\/orders\.ts cannot be built: "0s" is no duration/,
        /thrown at dashboards\/panels\/orders\.ts:\d+\nNext: Mend dashboards\/panels\/orders\.ts:\d+/,
      ],
    },
    {
      what: 'has a panel twice',
      changes: [
        [
          'dashboards/orders.ts',
          'panels.errorRatio(settings),',
          'panels.errorRatio(settings), panels.errorRatio(settings),',
        ],
      ],
      says: [/dashboards\/orders\.ts/, /"Error ratio" and "Error ratio" have the same id/],
    },
    {
      what: 'takes the uid of another',
      changes: [
        [
          'dashboards/index.ts',
          '.orders },',
          ".orders },\n  { file: 'dashboards/twin.ts', folder: 'order-processing', load: async () => (await import('./orders.ts')).orders },",
        ],
      ],
      says: [/Two dashboards have the uid "order-processing-orders"/, /dashboards\/orders\.ts\n.*dashboards\/twin\.ts/],
    },
    {
      what: 'loses the panel that an alert points to',
      changes: [['dashboards/panels/orders.ts', "key: 'error-ratio',", "key: 'ratio-of-errors',"]],
      says: [/HighOrderProcessingErrorRate points to a panel with the key "error-ratio"/],
    },
  ] as const)('that $what leaves the folder as it was', ({ changes, says }) => {
    const { code, stdout, stderr } = buildWith(changes);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const text of says) expect(stderr).toMatch(text);
    expect(stderr).toMatch(/\nNext: /);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(contents(join(project, 'provisioning'))).toEqual(before);
  });

  it('a type error fails npm run build with file and line', () => {
    edit(
      project,
      'dashboards/panels/orders.ts',
      "query(orders.errorsByReason(), '{{reason}}')",
      "query(orders.errorsByReason(), '{{raeson}}')",
    );
    const { code, stdout } = run('npm', ['run', 'build'], project);
    edit(project, 'dashboards/panels/orders.ts', '{{raeson}}', '{{reason}}');
    expect(code).not.toBe(0);
    expect(stdout).toMatch(/dashboards\/panels\/orders\.ts\(\d+,\d+\): error TS2345: .*raeson/);
    expect(contents(join(project, 'provisioning'))).toEqual(before);
  });

  it('a mistake in the configuration is told by line and key', () => {
    put(join(project, 'dashboards.config.yaml'), 'policy:\n  limits:\n    orderErorRatio:\n      red: 0.1\n');
    const { code, stderr } = dashboards(['build'], project);
    rmSync(join(project, 'dashboards.config.yaml'));
    expect(code).toBe(2);
    expect(stderr).toMatch(/dashboards\.config\.yaml:3: policy\.limits\.orderErorRatio: .*orderErrorRatio/);
  });

  it.each([
    [
      'folders: { order-procesing: { title: Orders, uid: orders } }',
      /dashboards\.config\.yaml:1: folders\.order-procesing; did you mean order-processing\?/,
    ],
    [
      'repository: https://x.example.org\nfolders:\n  infra: { title: Infra, uid: infra }',
      /dashboards\.config\.yaml:3: folders\.infra\.\n/,
    ],
  ])('a folder of the configuration without dashboards is told by its line: %s', (config, message) => {
    put(join(project, 'dashboards.config.yaml'), config);
    const { code, stderr } = dashboards(['build'], project);
    rmSync(join(project, 'dashboards.config.yaml'));
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(contents(join(project, 'provisioning'))).toEqual(before);
  });

  it('a folder that is not defined is told with the file of its dashboard', () => {
    const change = ['dashboards/index.ts', "folder: 'order-processing'", "folder: 'order-processin'"] as const;
    const { code, stderr } = buildWith([change]);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'Error: dashboards/orders.ts is in the folder "order-processin", which is not defined; did you mean order-processing?',
    );
    expect(contents(join(project, 'provisioning'))).toEqual(before);
    expect(compile(project).stdout).toBe('');
  });

  it('a runbook that is missing is named', () => {
    const path = join(project, 'docs/runbooks/LowInventory.md');
    rmSync(path);
    const { code, stderr } = dashboards(['build'], project);
    put(path, '# LowInventory\n');
    expect(code).toBe(2);
    expect(stderr).toContain('docs/runbooks/LowInventory.md');
  });

  it.each([[['build']], [['build', '--check']]])(
    'Ctrl-C in %s leaves the folder as it was and exits 5',
    async (args) => {
      const change = [
        'dashboards/orders.ts',
        'export function',
        "process.stderr.write('waiting');\nawait new Promise((resolve) => setTimeout(resolve, 30_000));\nexport function",
      ] as const;
      edit(project, ...change);
      expect(compile(project).stdout).toBe('');
      const { child, outcome, output } = start(args, project);
      await waitFor('the dashboard to be loading', () => output().includes('waiting'));
      child.kill('SIGINT');
      const { code, stderr } = await outcome;
      edit(project, change[0], change[2], change[1]);
      expect(code).toBe(5);
      expect(stderr).toMatch(/\nNext: /);
      expect(contents(join(project, 'provisioning'))).toEqual(before);
    },
  );

  it('a dashboard that is no longer registered is removed, with its empty folder', () => {
    const index = readFileSync(join(project, 'dashboards/index.ts'), 'utf8');
    put(join(project, 'dashboards/index.ts'), index.replaceAll('  { file', '  // { file'));
    expect(compile(project).stdout).toBe('');
    const { code, stdout } = dashboards(['build'], project);
    expect(code).toBe(0);
    expect(stdout).toContain(`removed: ${orders}`);
    expect(existsSync(join(project, 'provisioning', orders, '..'))).toBe(false);
  });

  it('a dashboard that others lead to cannot just go', () => {
    put(join(project, 'dashboards/index.ts'), readFileSync(join(checkout, 'dashboards/index.ts'), 'utf8'));
    edit(project, 'dashboards/index.ts', "  { file: 'dashboards/database.ts'", "  // { file: 'dashboards/database.ts'");
    expect(compile(project).stdout).toBe('');
    const { code, stdout, stderr } = dashboards(['build'], project);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^ {2}dashboards\/orders\.ts, panel ".+": the link ".+" leads to the dashboard "order-processing-database", which is not among these: .+ \[dead-link\]$/m,
    );
    expect(stderr).toMatch(/^Error: The linter has \d+ findings, so nothing was written\.$/m);
  });
});

it('makes folders that do not exist yet', () => {
  const deep = join(temporaryFolder(), 'a', 'b');
  mkdirSync(join(deep, '..'));
  expect(dashboards(['build', '--out', join(deep, 'c')]).code).toBe(0);
});
