import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unenrolmentPath } from '../../../agent/enrolment/unenrolment.ts';
import { openInvitation } from '../../../cli/agent/agent-enrolment.ts';
import { unwrap } from '../../../core/result.ts';
import { newFolder } from '../../fixtures/folders.ts';
import { isWine } from '../../fixtures/systems.ts';
import { accept, codeOf, enrolled, fileOf, filesIn, leave } from './unenrolment-scene.ts';

describe('a crash while leaving', () => {
  it('after the withdrawal keeps the person enrolled and everything withdrawn; they can leave once more', async () => {
    const { employee, folder, start, platform } = await enrolled();
    unwrap(await employee.service.withdrawAll({}));
    // What a kill leaves: the files as they are while the agent still runs.
    const killed = newFolder();
    cpSync(folder, killed, { recursive: true });
    await employee.close();
    const again = await start({ folder: killed });
    expect(unwrap(await again.service.status({}))).toMatchObject({ phase: 'ready', recording: 'off' });
    expect(platform.watching).toBe(false);
    await leave(again, true);
    expect(filesIn(killed)).toEqual(['used-enrolments.json']);
  });

  const move = (name: string) => (folder: string) => {
    mkdirSync(join(folder, 'history-1'), { recursive: true });
    renameSync(join(folder, name), join(folder, 'history-1', name));
  };
  const remove = (name: string) => (folder: string) => rmSync(join(folder, name), { recursive: true });
  const steps = [
    ['noting it', () => {}],
    ['forgetting the enrolment', remove('enrolment.json')],
  ] as const;

  it.each([
    [
      false,
      [
        ...steps,
        ['moving the vault', move('vault.db')],
        ['the pictures', move('objects')],
        ['the keys', move('keys.age')],
      ],
    ],
    [
      true,
      [
        ...steps,
        ['removing the keys', remove('keys.age')],
        ['the pictures', remove('objects')],
        ['the vault', remove('vault.db')],
      ],
    ],
  ] as const)('anywhere is made up for at the next start (history removed: %s)', async (removed, order) => {
    const { employee, folder, start, text, office } = await enrolled();
    unwrap(await employee.service.withdrawAll({}));
    await employee.close();
    for (const [last] of order) {
      const killed = newFolder();
      cpSync(folder, killed, { recursive: true });
      writeFileSync(unenrolmentPath(killed), removed ? 'The history is removed.\n' : 'The history is kept.\n');
      for (const [name, step] of order) {
        step(killed);
        if (name === last) break;
      }
      const again = await start({ folder: killed });
      expect(unwrap(await again.service.status({})).phase, last).toBe('unenrolled');
      expect(readdirSync(killed).sort(), last).toEqual(
        removed ? ['used-enrolments.json'] : ['history-1', 'used-enrolments.json'],
      );
      if (!removed)
        expect(readdirSync(join(killed, 'history-1')).sort(), last).toEqual(['keys.age', 'objects', 'vault.db']);
      expect(codeOf(await again.service.openInvitation({ text })), last).toBe('enrolment-used');
      await accept(again, fileOf(office, office.card));
      await again.close();
      expect(unwrap(await (await start({ folder: killed })).service.status({})).phase, last).toBe('ready');
    }
  });

  it('is made up for by an agent without a window too, which then belongs to nobody', async () => {
    const { employee, folder, protector } = await enrolled();
    await employee.close();
    writeFileSync(unenrolmentPath(folder), 'The history is removed.\n');
    expect(codeOf(await openInvitation({ folder, enrolment: null }, protector, Date.now()))).toBe('agent-unenrolled');
    expect(readdirSync(folder)).toEqual(['used-enrolments.json']);
  });

  it('with a note that says nothing clear removes nothing', async () => {
    const { employee, folder, start } = await enrolled();
    await employee.close();
    writeFileSync(unenrolmentPath(folder), '');
    await start();
    expect(readdirSync(folder).sort()).toEqual(['history-1', 'used-enrolments.json']);
  });

  it.skipIf(isWine)(
    'does not reach an enrolment that was accepted after it (not under Wine, which moves a folder over a file)',
    async () => {
      const { employee, folder, start, office } = await enrolled();
      // The history cannot be moved aside: something else is in its place.
      mkdirSync(join(folder, 'history-1'));
      writeFileSync(join(folder, 'history-1', 'objects'), 'in the way');
      expect((await employee.service.leave({ removeHistory: false })).ok).toBe(false);
      expect(existsSync(unenrolmentPath(folder))).toBe(true);
      rmSync(join(folder, 'history-1', 'objects'));
      await accept(employee, fileOf(office, office.card));
      await employee.close();
      expect(unwrap(await (await start()).service.status({})).phase).toBe('ready');
    },
  );
});
