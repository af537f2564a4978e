import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ensureSystemPackages, type Machine, packageSets, type SystemPackage } from '../../scripts/system-packages.ts';

const wanted: readonly SystemPackage[] = [
  { package: 'xvfb', program: 'Xvfb' },
  { package: 'age', program: 'age' },
  { package: 'age', program: 'age-keygen' },
];

function machine(over: Partial<Machine> = {}): { readonly machine: Machine; readonly ran: string[] } {
  const ran: string[] = [];
  return {
    ran,
    machine: {
      isRoot: true,
      hasApt: true,
      has: (program) => program === 'Xvfb',
      knows: () => true,
      out: new PassThrough(),
      run: async (command, args) => {
        ran.push([command, ...args].join(' '));
        return 0;
      },
      ...over,
    },
  };
}

const install = 'apt-get -y -q --no-install-recommends install age';

describe('ensureSystemPackages', () => {
  it('runs nothing when everything is there', async () => {
    const { machine: full, ran } = machine({ has: () => true });
    expect(await ensureSystemPackages(wanted, full)).toEqual({ ok: true, value: null });
    expect(ran).toEqual([]);
  });

  it('installs what is missing, once, without reading the lists again', async () => {
    const { machine: root, ran } = machine();
    expect((await ensureSystemPackages(wanted, root)).ok).toBe(true);
    expect(ran).toEqual([install]);
  });

  it('reads the lists first where they do not know a package', async () => {
    const { machine: fresh, ran } = machine({ knows: () => false });
    expect((await ensureSystemPackages(wanted, fresh)).ok).toBe(true);
    expect(ran).toEqual(['apt-get -q update', install]);
  });

  it('reads the lists again when what they name has gone, and tells what apt said when that does not help', async () => {
    const ran: string[] = [];
    const { machine: stale } = machine({
      run: async (_command, args, onLine) => {
        ran.push(args.includes('update') ? 'update' : 'install');
        onLine('E: Failed to fetch http://example.test/age.deb  404');
        return 100;
      },
    });
    const result = await ensureSystemPackages(wanted, stale);
    expect(ran).toEqual(['install', 'update', 'install']);
    expect(result).toMatchObject({ ok: false, problem: { code: 'system-packages' } });
    expect(result.ok ? '' : result.problem.what).toContain('E: Failed to fetch');
  });

  it.each([
    [
      'an ordinary user',
      { isRoot: false },
      'Run: sudo sh -c "apt-get update && apt-get install -y --no-install-recommends age"',
    ],
    ['a system without apt', { hasApt: false }, 'Install them, then try again.'],
  ])('for %s it runs nothing and says what to do', async (_who, over, remedy) => {
    const { machine: other, ran } = machine(over);
    expect(await ensureSystemPackages(wanted, other)).toMatchObject({ ok: false, problem: { remedy } });
    expect(ran).toEqual([]);
  });

  it.each(Object.entries(packageSets))('the set %s names packages that a shell takes as they are', (_name, set) => {
    for (const each of set) expect(each.package).toMatch(/^[a-z0-9][a-z0-9.+-]+$/);
  });
});
