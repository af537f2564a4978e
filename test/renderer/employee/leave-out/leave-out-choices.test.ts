import { describe, expect, it } from 'vitest';
import { viewOfDay } from '../../../../core/day/view.ts';
import { choicesIn, choicesOf } from '../../../../renderer/employee/leave-out/leave-out-choices.ts';
import { at, day, zone } from '../../fixtures/days.ts';

const editor = { appId: 'editor', appName: 'Editor', title: 'notes.txt', site: null };

describe('what can be left out', () => {
  it('is the app, the title and the site of a window, each as a rule of its own', () => {
    expect(choicesOf({ ...editor, site: 'docs.example.org' })).toEqual([
      { place: 'app', name: 'Editor', rule: { app: 'editor', effect: 'exclude' } },
      { place: 'title', name: 'notes.txt', rule: { title: 'notes.txt', effect: 'exclude' } },
      { place: 'site', name: 'docs.example.org', rule: { site: 'docs.example.org', effect: 'exclude' } },
    ]);
  });

  it('is nothing of what is not known, or of what makes no rule', () => {
    expect(choicesOf({ appId: null, appName: null, title: null, site: null })).toEqual([]);
    expect(choicesOf({ ...editor, title: '/etc/hosts/' }).map(({ place }) => place)).toEqual(['app']);
  });

  it('goes on as it likes where a title is longer than a pattern, or was cut for the page', () => {
    const [, long] = choicesOf({ ...editor, title: 'a'.repeat(500) });
    expect(long?.rule.title).toBe(`${'a'.repeat(199)}*`);
    const [, cut] = choicesOf({ ...editor, title: 'A very long title that …' });
    expect(cut?.rule.title).toBe('A very long title that*');
  });

  it('is of what had the focus longest in a selection', () => {
    const window = (start: number, end: number, appId: string, title: string) => ({
      kind: 'window' as const,
      start,
      end,
      appId,
      appName: null,
      title,
      site: null,
      withheld: null,
    });
    const view = viewOfDay(day, zone, [
      window(at(9), at(9, 10), 'mail', 'Inbox'),
      window(at(9, 10), at(9, 50), 'editor', 'one'),
      window(at(9, 50), at(10), 'editor', 'two'),
    ]);
    const said = choicesIn(view, { start: at(9), end: at(10) }).map(({ place, name }) => `${place} ${name}`);
    expect(said).toEqual(['app editor', 'title one', 'app mail', 'title Inbox']);
    expect(choicesIn(view, { start: at(11), end: at(12) })).toEqual([]);
  });
});
